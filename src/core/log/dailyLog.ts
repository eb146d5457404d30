import type { TextEdit } from '../text/edits';
import { citationOf } from '../notes/citationOf';
import { formatMoment, isoDate, momentOf } from '../notes/moment';
import { lineEnding } from '../text/lines';
import { markdownProse } from '../text/markdownProse';

/** What a day's log collects. */
export type Deed = 'opened' | 'read' | 'saved' | 'quoted' | 'thought';

export interface Activity {
	readonly deed: Deed;
	readonly paper: { readonly key: string; readonly title: string };
	readonly at: Date;
}

/** The text of a new log: the day as its heading, then its first entries. */
export function newLog(activities: readonly Activity[], day: Date): string {
	const edits = appendToLog('', activities);
	return `# ${isoDate(momentOf(day))}\n\n${edits.map(edit => edit.text).join('')}`;
}

/**
 * The insertion that adds what happened at the end of a day's log, in the line ending it has. What was logged that day is not said twice;
 * more than twenty papers of one kind at once are only counted. No edit where there is nothing to add.
 */
export function appendToLog(text: string, activities: readonly Activity[]): readonly TextEdit[] {
	const known = new Set<string>();
	const fresh = activities.filter(activity => {
		const phrase = phraseOf(activity);
		const isNew = repeatable.has(activity.deed) || !(known.has(phrase) || text.includes(phrase));
		known.add(phrase);
		return isNew;
	});
	const lines = deeds.flatMap(deed => linesOf(fresh.filter(activity => activity.deed === deed)));
	if (lines.length === 0) {
		return [];
	}
	const before = text.split(/\r\n?|\n/);
	const last = before.findLast(line => line.trim() !== '');
	const isBlank = before.at(-1) === '' && (before.length < 2 || before.at(-2)?.trim() === '');
	const joins = last?.startsWith('- ') === true && !isBlank;
	const gap = text === '' ? '' : (before.at(-1) === '' ? '' : '\n') + (joins || isBlank ? '' : '\n');
	const ending = lineEnding(text);
	return [{ start: text.length, end: text.length, text: `${gap}${lines.join('\n')}\n`.replaceAll('\n', ending) }];
}

/** In the order of a line's verb: what came first tends to be done first. */
const deeds: readonly Deed[] = ['saved', 'opened', 'read', 'quoted', 'thought'];

const verbs: Readonly<Record<Deed, string>> = {
	saved: 'Saved',
	opened: 'Opened',
	read: 'Read',
	quoted: 'Quoted',
	thought: 'Thought about',
};

/** What may happen to one paper several times a day. */
const repeatable: ReadonlySet<Deed> = new Set<Deed>(['quoted', 'thought']);

const most = 20;

function linesOf(activities: readonly Activity[]): readonly string[] {
	const [first] = activities;
	if (first === undefined || activities.length <= most) {
		return activities.map(activity => `- ${timeOf(activity)} ${phraseOf(activity)} ${markdownProse(activity.paper.title)}`.trimEnd());
	}
	return [`- ${timeOf(first)} ${verbs[first.deed]} ${activities.length} papers`];
}

function timeOf({ at }: Activity): string {
	return formatMoment(momentOf(at), 'HH:mm');
}

/** `Read [@song2021score]`: the bracket behind the key tells it from longer ones. */
function phraseOf({ deed, paper }: Activity): string {
	return `${verbs[deed]} ${citationOf(paper.key)}`;
}
