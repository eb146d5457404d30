import { isOthers } from '../paper/names';
import { isObject, stringsOf, textOf } from '../data/json';
import type { CslDate, IncomingPaper, Name } from '../paper/paper';
import { dateOf, namesOf } from '../paper/values';
import { nameVariables, tagsOfType } from '../ingest/tagged/risTags';
import { risTypes } from '../ingest/tagged/risTypes';
import { twoDigits } from '../paper/dates';

/** Papers as RIS records. https://en.wikipedia.org/wiki/RIS_(file_format) */
export function toRis(papers: readonly IncomingPaper[]): string {
	return papers.map(recordOf).join('\n');
}

function recordOf(paper: IncomingPaper): string {
	const type = risTypes.find(([, csl]) => csl === paper.type)?.[0] ?? 'GEN';
	const lines = [
		'TY  - ' + type,
		...withSpecialTags(type, paper, tagsOf(paper)).flatMap(([tag, value]) =>
			value === undefined || value === '' ? [] : [`${tag}  - ${value.replace(/\s+/g, ' ').trim()}`],
		),
		'ER  - ',
	];
	return `${lines.join('\n')}\n`;
}

/** The tags that hold something else in this type, where the paper has it and nothing written says it. */
function withSpecialTags(type: string, paper: IncomingPaper, tags: readonly Tag[]): readonly Tag[] {
	const special = tagsOfType.get(type) ?? {};
	const kept = tags.filter(([tag]) => special[tag] === undefined);
	const written = new Set<string>();
	const own = Object.entries(special).flatMap(([tag, variable]) => {
		const isNew = !written.has(variable) && !(variable === 'genre' && special['M3'] === undefined);
		written.add(variable);
		return isNew ? specialTag(tag, variable, paper) : [];
	});
	return [...kept, ...own];
}

function specialTag(tag: string, variable: string, paper: IncomingPaper): readonly Tag[] {
	return nameVariables.has(variable)
		? names(tag, namesOf(paper[variable]))
		: variable === 'available-date'
			? []
			: [[tag, textOf(paper[variable])]];
}

type Tag = readonly [tag: string, value: string | undefined];

function tagsOf(paper: IncomingPaper): readonly Tag[] {
	const whole = paper.type === 'book';
	// Where `A2` means an editor to the reader of a type; everywhere else `ED` does.
	const hasSecondary = whole || inVolumes.has(paper.type) || paper.type.startsWith('article');
	const [start, end] = /^([^,-]+)-([^,-]+)$/.exec(textOf(paper['page']) ?? '')?.slice(1) ?? [textOf(paper['page']), undefined];
	return [
		['ID', paper['citation-key']],
		['TI', paper.title],
		...names('AU', paper.author),
		...names(whole ? 'A3' : hasSecondary ? 'A2' : 'ED', namesOf(paper['editor'])),
		...names(whole ? 'A2' : 'A3', namesOf(paper['collection-editor'])),
		...names('A4', namesOf(paper['translator'])),
		...dates(paper.issued),
		['T2', whole ? textOf(paper['collection-title']) : paper['container-title']],
		['J2', textOf(paper['container-title-short'])],
		['T3', whole ? undefined : textOf(paper['collection-title'])],
		['VL', textOf(paper['volume'])],
		['IS', textOf(paper['issue'])],
		['M1', whole ? textOf(paper['collection-number']) : textOf(paper['number'])],
		['SP', start ?? textOf(paper['number-of-pages'])],
		['EP', end],
		['PB', textOf(paper['publisher'])],
		['CY', textOf(paper['publisher-place'])],
		['ET', textOf(paper['edition'])],
		['M3', textOf(paper['genre'])],
		['SN', textOf(paper['ISBN'])],
		['SN', textOf(paper['ISSN'])],
		['DO', paper.DOI],
		['UR', paper.URL],
		['LA', textOf(paper['language'])],
		['ST', textOf(paper['title-short'])],
		['AB', paper.abstract],
		// A line of a note is a note of its own: within a value lines are joined.
		...(textOf(paper['note']) ?? '').split('\n').map(line => ['N1', line] as const),
		...stringsOf(paper['tags']).map(tag => ['KW', tag] as const),
		['Y2', dates(dateOf(paper['accessed']) ?? {}).at(-1)?.[1]],
		...ownTags(paper),
	];
}

const inVolumes = new Set(['chapter', 'entry-dictionary', 'entry-encyclopedia', 'paper-conference']);

/** What a RIS file had under tags that no field of a paper stands for goes out as it came. */
function ownTags({ source, custom }: IncomingPaper): readonly Tag[] {
	return source?.kind !== 'ris' || !isObject(custom)
		? []
		: Object.entries(custom).flatMap(([tag, value]) =>
				/^[A-Z][A-Z\d]$/.test(tag) ? (textOf(value) ?? '').split('\n').map(line => [tag, line] as const) : [],
			);
}

function names(tag: string, list: readonly Name[] | undefined): readonly Tag[] {
	return (list ?? []).filter(name => !isOthers(name)).map(name => [tag, invert(name)]);
}

function invert(name: Name): string {
	if (name.literal !== undefined) {
		return name.literal;
	}
	const family = [name['dropping-particle'], name['non-dropping-particle'], name.family].filter(Boolean).join(' ');
	return (
		[family, name.given, name.suffix].filter(part => part !== undefined && part !== '').join(', ') +
		(name.given === undefined && name.suffix === undefined ? ',' : '')
	);
}

/** `PY` holds the year, `DA` all that is known: `2020/05/04`. */
function dates(date: CslDate | undefined): readonly Tag[] {
	const [year, month, day] = (date?.['date-parts']?.[0] ?? []).map(Number);
	if (year === undefined || Number.isNaN(year)) {
		return [['PY', date?.literal ?? date?.raw]];
	}
	const written = [String(year).padStart(4, '0'), ...[month, day].filter(part => part !== undefined).map(twoDigits)];
	const season = seasons[Number(date?.['season']) - 1];
	return [
		['PY', String(year)],
		...(written.length > 1 ? [['DA', written.join('/')] as const] : season === undefined ? [] : [['DA', `${year}///${season}`] as const]),
	];
}

const seasons = ['Spring', 'Summer', 'Autumn', 'Winter'];
