import { MarkdownString } from 'vscode';
import { localize, localizeCount } from '../../../core/data/localize';
import { colorOf, tagsInColor } from '../../../core/library/labels';
import type { Labels } from '../../../core/library/labels';
import { sourceLabel } from '../../../core/library/sources';
import type { MentionCount } from '../../../core/notes/noteIndex';
import { collectionPath } from '../../../core/paper/collections';
import { fullName } from '../../../core/paper/names';
import type { Paper } from '../../../core/paper/paper';
import { paperMarks } from '../../../core/reading/paperMarks';
import { withFormulaeAsText } from '../../../core/text/formulaText';
import { markdownText } from '../../../core/text/markdownText';
import { withoutMarkup } from '../../../core/text/markup';
import { tagDot } from '../../ui/tagColors';
import { backlinksText } from './backlinkCounts';
import { datedStatus } from '../../../core/paper/statusLabel';
import { statusDateOf } from '../../../core/paper/statusDates';
import { stars } from '../../../core/paper/stars';

/** Further tags and collections of a paper are left to the reader. */
const mostInHover = 30;

/**
 * Title, authors, where it is from, what it is to the workspace, abstract. Titles and abstracts are strangers' text: nothing of them counts
 * as markdown.
 */
export function paperHover(paper: Paper, backlinks: MentionCount, labels: Pick<Labels, 'tags'>): MarkdownString {
	const text = new MarkdownString();
	text.appendMarkdown(`**${plain(withoutMarkup(paper.title))}**\n\n`);
	const authors = (paper.author ?? []).slice(0, 8).map(fullName);
	const origin = [
		authors.join(', ') + ((paper.author?.length ?? 0) > 8 ? localize(' et al.') : ''),
		paper.source && sourceLabel(paper.source),
		paper['citation-key'],
	];
	text.appendMarkdown(markdownText(origin.filter(part => part !== undefined && part !== '').join(' · ')));
	const statusDate = statusDateOf(paper);
	const own = [
		statusDate === undefined ? '' : datedStatus(paper.status, statusDate),
		paper.pinned === true ? localize('Pinned') : '',
		stars(paper.rating),
		...(paper.tags ?? []).filter(tag => colorOf(tag, labels) === undefined).map(tag => `#${tag}`),
		...(paper.collections ?? []).map(text => collectionPath(text).join(' › ')),
	].filter(part => part !== '');
	const inColor = tagsInColor(paper.tags ?? [], labels).map(
		({ tag, color }) => `![](${tagDot(color).toString(true)}) ${markdownText(`#${tag}`)}`,
	);
	const marks = [...inColor.slice(0, mostInHover), ...own.slice(0, mostInHover).map(markdownText)];
	if (marks.length > 0) {
		text.appendMarkdown(`\n\n${marks.join(' · ')}`);
	}
	for (const mark of paperMarks(paper)) {
		text.appendMarkdown(`\n\n**${markdownText(mark.text)}**`);
	}
	if (backlinks.places > 0) {
		text.appendMarkdown(`\n\n${localizeCount(backlinks.files, '{1} in 1 file', '{1} in {0} files', backlinksText(backlinks))}`);
	}
	text.appendMarkdown(`\n\n---\n\n${plain(paper.abstract ?? localize('No abstract yet.'))}`);
	return text;
}

/** A hover typesets no formulas: they are written in Unicode as far as that goes. */
function plain(text: string): string {
	return markdownText(withFormulaeAsText(text));
}
