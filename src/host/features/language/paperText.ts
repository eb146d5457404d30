import { MarkdownString } from 'vscode';
import type { Head } from '../../../core/library/head';
import type { Paper } from '../../../core/paper';
import { markdownText } from '../../adapters/markdownText';

/** Authors and year in short: `Song et al., 2021`. */
export function byline({ authors, year }: Head): string {
	return [authors, year].filter(part => part !== undefined).join(', ');
}

/** A paper as a page to read: title, authors, year, abstract; with `links`, what can be opened. */
export function paperPage(paper: Paper, head: Head, links = false): MarkdownString {
	const page = new MarkdownString();
	if (links) {
		// Only these: a paper's own text can run no command.
		page.isTrusted = { enabledCommands: ['marginalia.openPaper', 'marginalia.openNote'] };
	}
	const people = head.names.length > 8 ? [...head.names.slice(0, 7), `and ${head.names.length - 7} more`] : head.names;
	const place = [people.join(', '), head.year, paper['container-title']].filter(part => part !== undefined && part !== '').join(' · ');
	const parts = [`**${markdownText(head.title || head.key)}**`, markdownText(place), markdownText(paper.abstract ?? '')];
	if (links) {
		parts.push(`[Open paper](${commandLink('openPaper', head.key)}) | [Open note](${commandLink('openNote', head.key)})`);
	}
	page.appendMarkdown(parts.filter(part => part !== '').join('\n\n'));
	return page;
}

function commandLink(command: string, key: string): string {
	const argument = encodeURIComponent(JSON.stringify([key])).replace(/[()]/g, sign => `%${sign.charCodeAt(0).toString(16)}`);
	return `command:marginalia.${command}?${argument}`;
}
