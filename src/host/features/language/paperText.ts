import { MarkdownString } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { Formatted } from '../../../core/citing/bibliography/formattedText';
import { formattedMarkdown as formattedMarkdown } from '../../../core/citing/bibliography/formattedMarkdown';
import type { Head } from '../../../core/paper/head';
import type { Paper } from '../../../core/paper/paper';
import { withFormulaeAsText } from '../../../core/text/formulaText';
import { markdownText, withoutIcons } from '../../../core/text/markdownText';
import { datedStatus } from '../../../core/paper/statusLabel';
import { addressPart } from '../../../core/text/addressPart';
import { markdownLinks } from '../../../core/reading/identifierLinks';

export interface PaperPageParts {
	/** The paper as the document's style writes it; without it, title, authors, year and container stand there. */
	readonly reference?: readonly Formatted[];
	/** Commands that can be run from the page, by what they are called (`Open note`), and what they find the paper by. */
	readonly opening?: { readonly name: string; readonly commands: Readonly<Record<string, string>> };
}

/**
 * A paper as a page to read: its reference, its status and tags, its abstract, and what can be opened. Hovers typeset no formulae and run
 * no scripts, so formulae are written in Unicode as far as that goes.
 */
export function hoverPage(
	paper: Paper,
	head: Head,
	{ reference, opening = { name: head.key, commands: {} } }: PaperPageParts = {},
): MarkdownString {
	const page = new MarkdownString(undefined, true);
	// Only these: a paper's own text can run no command.
	page.isTrusted = { enabledCommands: Object.values(opening.commands) };
	const links = [
		...Object.entries(opening.commands).map(([label, command]) => `[${label}](${commandLink(command, opening.name)})`),
		...markdownLinks(paper),
	];
	const parts = [
		...(reference === undefined ? heading(paper, head) : [withoutIcons(formattedMarkdown(reference))]),
		stateOf(head),
		prose(paper.abstract ?? ''),
		links.join(' | '),
	];
	page.appendMarkdown(parts.filter(part => part !== '').join('\n\n'));
	return page;
}

function heading(paper: Paper, head: Head): readonly string[] {
	const people = head.names.length > 8 ? [...head.names.slice(0, 7), localize('and {0} more', head.names.length - 7)] : head.names;
	const place = [people.join(', '), head.year, paper['container-title']].filter(part => part !== undefined && part !== '').join(' · ');
	return [`**${prose(head.title || head.key)}**`, prose(place)];
}

const statusIcons = { unread: '$(circle-filled)', reading: '$(book)', read: '$(check)' } as const;

/** `$(book) Reading since 2026-11-30 · #score` */
function stateOf({ status, statusDate, tags, linked }: Head): string {
	const place =
		linked === undefined ? [`${statusIcons[status]} ${datedStatus(status, statusDate)}`] : [`$(references) ${markdownText(linked.label)}`];
	return [...place, ...tags.slice(0, 8).map(tag => markdownText(`#${tag}`))].join(' · ');
}

function prose(text: string): string {
	return markdownText(withFormulaeAsText(text));
}

function commandLink(command: string, key: string): string {
	const argument = addressPart(JSON.stringify([key])).replace(/[()]/g, sign => `%${sign.charCodeAt(0).toString(16)}`);
	return `command:${command}?${argument}`;
}
