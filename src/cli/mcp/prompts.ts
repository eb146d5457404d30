import type { Prompt, PromptMessage } from '@modelcontextprotocol/sdk/types.js';
import { readPaper } from '../../core/tools/readPaper';
import { factsOf } from '../../core/tools/paperFacts';
import { searchPapers } from '../../core/tools/searchPapers';
import { strangersTextNotice } from '../../core/tools/tools';
import type { Obstacle, Workplace } from '../../core/tools/workplace';
import { addressPart } from '../../core/text/addressPart';

/** What the server can ask a model to do. */
export const prompts: readonly Prompt[] = [
	{
		name: 'related_work',
		title: 'Related-Work Paragraph',
		description: 'A paragraph on related work that cites papers of the library and no others.',
		arguments: [{ name: 'topic', description: 'What the paragraph is about.', required: true }],
	},
	{
		name: 'summarize_note',
		title: 'Summary of a Note',
		description: 'A summary of your note on a paper, beside what its abstract says.',
		arguments: [{ name: 'key', description: 'The citation key of the paper.', required: true }],
	},
	{
		name: 'reading_plan',
		title: 'Reading Plan',
		description: 'An order in which to read papers of the library on a topic.',
		arguments: [
			{ name: 'topic', description: 'What you want to learn.', required: true },
			{ name: 'hours', description: 'How many hours you have.' },
		],
	},
];

/** So many papers go with a prompt, and so much of each abstract, in UTF-16 units. */
const mostPapers = 20;
const longestAbstract = 1500;
const longestTopic = 500;

type Made = { readonly kind: 'messages'; readonly messages: readonly PromptMessage[] } | Obstacle;

/** The messages of a prompt, with the papers that it is about as data beside it. */
export async function promptMessages(name: string, given: Readonly<Partial<Record<string, string>>>, place: Workplace): Promise<Made> {
	const prompt = prompts.find(known => known.name === name);
	const missing = prompt?.arguments?.find(argument => argument.required === true && (given[argument.name] ?? '').trim() === '');
	if (prompt === undefined || missing !== undefined) {
		return {
			kind: 'problem',
			message: prompt === undefined ? 'There is no prompt of that name.' : `The argument “${missing?.name ?? ''}” is missing.`,
		};
	}
	if (name === 'summarize_note') {
		return summary(given['key'] ?? '', place);
	}
	const topic = (given['topic'] ?? '').slice(0, longestTopic);
	const papers = await papersOn(topic, place);
	const only = `Cite only these papers, by their keys as [@key]; never another key. Before you show the text, check it with the tool check_citations and remove what it doesn't know. ${strangersTextNotice}`;
	const task =
		name === 'related_work'
			? `Write one paragraph on related work about “${topic}”, from the papers below. Say what each adds and how they differ. ${only}`
			: `Make a reading plan about “${topic}”${given['hours'] === undefined ? '' : ` for ${given['hours'].slice(0, 20)} hours`}, from the papers below: in which order to read them, why, and how long for each. Begin with those that I have not read. ${only}`;
	return { kind: 'messages', messages: [said(task), data(`marginalia://search/${addressPart(topic)}`, { papers })] };
}

async function summary(key: string, place: Workplace): Promise<Made> {
	const read = await readPaper(place, key.slice(0, longestTopic));
	if (read.kind === 'problem') {
		return read;
	}
	const task =
		read.answer.note === undefined
			? 'There is no note on this paper yet: say so, and summarize its abstract'
			: 'Summarize my note on this paper, and say what the abstract has that the note has not';
	return {
		kind: 'messages',
		messages: [said(`${task}. ${strangersTextNotice}`), data(`marginalia://paper/${addressPart(key)}`, read.answer)],
	};
}

async function papersOn(topic: string, { papers }: Workplace): Promise<readonly object[]> {
	const found = await searchPapers(papers, { query: topic, limit: mostPapers, offset: 0 });
	const records = await papers.papers(found.papers.map(({ key }) => key));
	return records.map(factsOf).map(({ key, title, authors, year, status, abstract, warning }) => ({
		key,
		title,
		authors: authors.slice(0, 5),
		year,
		status,
		abstract: abstract?.slice(0, longestAbstract),
		warning,
	}));
}

function said(text: string): PromptMessage {
	return { role: 'user', content: { type: 'text', text } };
}

function data(uri: string, value: object): PromptMessage {
	return { role: 'user', content: { type: 'resource', resource: { uri, mimeType: 'application/json', text: JSON.stringify(value) } } };
}
