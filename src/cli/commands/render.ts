import type { Formatter } from '../../core/citing/bibliography/formatter';
import { openFormatter } from '../../core/citing/bibliography/formatter';
import { textOfFormatted } from '../../core/citing/bibliography/formattedText';
import type { FormattedCitation } from '../../core/citing/bibliography/formatter';
import type { CslSource } from '../../core/citing/bibliography/cslTexts';
import { localeOf, localeTexts, styleText } from '../../core/citing/bibliography/cslTexts';
import { styleLanguage } from '../../core/citing/bibliography/styles';
import { StyleError } from '../../core/citing/bibliography/styleError';
import { wholeDocument } from '../../core/citing/includedFiles';
import { DocumentFormatting } from '../../core/citing/documentFormatting';
import type { DocumentSettings } from '../../core/citing/documentSettings';
import { settingsOfDocument } from '../../core/citing/sourceSettings';
import { documentMetadata } from '../../core/citing/documentMetadata';
import type { ProjectMetadata } from '../../core/citing/projectMetadata';
import { noProject, projectMetadata } from '../../core/citing/projectMetadata';
import { documentCitations } from '../../core/citing/documentCitations';
import { familyOf, languageOfFile, syntaxOf } from '../../core/citing/languages';
import { notePunctuation } from '../../core/citing/markdownItPlugin';
import { findPandocCitations } from '../../core/citing/pandoc';
import type { FoundCitation } from '../../core/citing/syntax';
import type { JsonObject } from '../../core/data/json';
import { DocumentPapers } from '../../core/library/documentPapers';
import { JoinedPapers } from '../../core/library/joinedPapers';
import { LinkedBibliographies } from '../../core/library/linkedBibliographies';
import { present } from '../../core/paper/paper';
import { decode } from '../../core/ingest/decode';
import { filesOfGlob } from '../../core/tools/namedFiles';
import type { CommandHost, FileProblem } from '../host';
import { UsageError, decodedFile, textOfFile } from '../host';
import type { SessionRequest } from '../session';
import { openSession } from '../session';

export interface RenderRequest extends Omit<SessionRequest, 'needsLibrary'> {
	/** A path; `-` is the standard input, read as Markdown. */
	readonly document: string;
	/** Whether papers of the library answer for keys that no bibliography has. */
	readonly withLibrary: boolean;
	/** In place of those that the document names. */
	readonly bibliographies: readonly string[];
	/** The name of a bundled style or the path of a CSL file, in place of the document's. */
	readonly style?: string;
	/** A language tag, in place of the document's. */
	readonly language?: string;
}

export interface RenderResult {
	/** In the order of the text; one in a footnote stands where that is called. */
	readonly citations: readonly RenderedCitation[];
	/** The list of references, in the style's order. */
	readonly references: readonly { readonly key: string; readonly text: string }[];
	/** Keys that nothing is known of, in the order they first appear. */
	readonly unknown: readonly string[];
	readonly problems: readonly FileProblem[];
}

export interface RenderedCitation {
	readonly keys: readonly string[];
	/**
	 * As the preview shows it, in plain text; a note that the style makes stands in braces after it, with the punctuation that goes before
	 * its sign.
	 */
	readonly text: string;
	/** As it is written in the document. */
	readonly source: string;
}

/** The citations and references of a document as the preview shows them. */
export async function renderDocument(request: RenderRequest, host: CommandHost): Promise<RenderResult> {
	const written = await textOfFile(request.document, host);
	const languageId = languageOfFile(request.document);
	const whole = await wholeDocument(written, languageId, path => textBeside(request.document, path, host));
	const { text } = whole;
	const project = await projectOf(request.document, text, languageId, host);
	const own = settingsOfDocument(text, languageId, project);
	const settings: DocumentSettings = {
		...own,
		...present('csl', request.style ?? own.csl),
		...present('lang', request.language ?? own.lang),
	};
	const problems: FileProblem[] = [
		...(familyOf(languageId) === 'markdown' ? documentMetadata(text).mistakes : []).map(({ line, message }) => ({
			file: request.document,
			line,
			message: `${message}. Until it is valid YAML, this block of metadata counts for nothing.`,
		})),
		...project.mistakes.map(({ file, line, message }) => ({
			file,
			line,
			message: `${message}. Until it is valid YAML, it counts for nothing.`,
		})),
		...whole.missing.map(name => ({ file: request.document, line: 1, message: `Couldn't read ${name}, which this document includes.` })),
	];
	const named = familyOf(languageId) === 'markdown' ? own.bibliography : whole.bibliographies;
	const linked = await openBibliographies(request, named, host, problems);
	const files = linked.files().map(({ file }) => file);
	const others = request.withLibrary
		? new JoinedPapers((await openSession({ ...request, needsLibrary: false }, host)).library, linked)
		: linked;
	const papers = new DocumentPapers({ written: [], files, isComplete: true }, linked, others);
	const formatting = new DocumentFormatting({
		open: ({ csl, lang }, _, itemOf) => openStyle(request, csl, lang, itemOf, host, problems),
		papersOf: () => key => papers.paper(key),
		bibliographyKeys: () => linked.heads().map(({ key }) => key),
	});
	const found = citationsOf(text, languageId);
	const formatted = await formatting.format(request.document, settings, found);
	return {
		citations: found
			.map((citation, index) => ({ citation, order: citation.order ?? index, formatted: formatted.citations[index] }))
			.filter(({ citation }) => citation.form !== 'uncited')
			.sort((a, b) => a.order - b.order)
			.map(one => rendered(one.citation, one.formatted, text)),
		references:
			settings.suppressBibliography === true
				? []
				: formatted.references.map(reference => ({ key: reference.key, text: oneLine(textOfFormatted(reference.text)) })),
		unknown: formatted.unknown,
		problems,
	};
}

/** What the document's project says; a text without a file has none. */
async function projectOf(document: string, text: string, languageId: string, host: CommandHost): Promise<ProjectMetadata> {
	if (document === '-' || familyOf(languageId) !== 'markdown') {
		return noProject;
	}
	return projectMetadata(document.split(/[\\/]/).pop() ?? '', text, path => textBeside(document, path, host));
}

/** The text of a file by its path from a document's folder; `undefined` where there is none. */
async function textBeside(document: string, path: string, { disk }: CommandHost): Promise<string | undefined> {
	const reading = await disk.read(disk.resolve(document === '-' ? '.' : disk.folderOf(document), path));
	return reading.kind === 'bytes' ? decode(reading.bytes).text : undefined;
}

/** The files that a path of a bibliography means: those that fit, where it has a star (biblatex's `glob`). */
async function filesOf(path: string, folder: string, { disk }: CommandHost): Promise<readonly string[]> {
	return path.includes('*') ? filesOfGlob(path, folder, disk) : [disk.resolve(folder, path)];
}

/** Where the preview looks, and where the document is not Markdown what its language has. */
function citationsOf(text: string, languageId: string): readonly FoundCitation[] {
	const syntax = syntaxOf(languageId, text);
	return documentCitations(text, syntax, syntax.id === 'pandoc' ? findPandocCitations(text) : undefined);
}

function rendered(citation: FoundCitation, formatted: FormattedCitation | undefined, text: string): RenderedCitation {
	const note = formatted?.note === undefined ? '' : `{${textOfFormatted(formatted.note.text)}}`;
	const isNamed = formatted !== undefined && formatted.text.length > 0;
	const punctuation = isNamed ? notePunctuation(formatted, text.slice(citation.end, citation.end + 10)).shown : '';
	return {
		keys: citation.cites.map(({ key }) => key),
		text: oneLine(textOfFormatted(formatted?.text ?? []) + punctuation + note),
		source: text.slice(citation.start, citation.end),
	};
}

function oneLine(text: string): string {
	return text.replace(/[ \t\r\n]+/g, ' ').trim();
}

/** Those that the caller names must be there; one that the document names and that is not is a problem of the document. */
async function openBibliographies(
	{ document, bibliographies }: RenderRequest,
	named: readonly string[],
	host: CommandHost,
	problems: FileProblem[],
): Promise<LinkedBibliographies> {
	const linked = new LinkedBibliographies();
	for (const path of bibliographies) {
		const { text, problems: damage } = await decodedFile(path, host);
		await linked.take({ file: path, label: path }, text, damage);
	}
	const folder = document === '-' ? '.' : host.disk.folderOf(document);
	for (const path of bibliographies.length > 0 ? [] : named) {
		let isRead = false;
		for (const place of await filesOf(path, folder, host)) {
			const reading = await host.disk.read(place);
			if (reading.kind === 'bytes') {
				const { text, problems: damage } = decode(reading.bytes);
				await linked.take({ file: place, label: path }, text, damage);
				isRead = true;
			}
		}
		if (!isRead) {
			problems.push({ file: document, line: 1, message: `Couldn't read the bibliography ${path}, which this document names.` });
		}
	}
	problems.push(...linked.files().flatMap(({ label, problems: found }) => found.map(problem => ({ file: label, ...problem }))));
	return linked;
}

/** A style that the caller names must be there; where the document's cannot be read, APA stands in, as in the preview. */
async function openStyle(
	request: RenderRequest,
	csl: string | undefined,
	lang: string | undefined,
	itemOf: (key: string) => JsonObject | undefined,
	host: CommandHost,
	problems: FileProblem[],
): Promise<Formatter> {
	const folder = request.style !== undefined || request.document === '-' ? '.' : host.disk.folderOf(request.document);
	const source = cslSource(folder, host);
	const open = async (name: string) => {
		const style = await styleText(name, source);
		return openFormatter({
			style,
			itemOf,
			localeOf: localeOf(await localeTexts(lang ?? styleLanguage(style) ?? 'en-US', source)),
			pause: () => Promise.resolve(),
			...present('language', lang),
		});
	};
	try {
		return await open(csl ?? 'apa');
	} catch (error) {
		if (!(error instanceof StyleError)) {
			throw error;
		}
		if (request.style !== undefined) {
			throw new UsageError(error.message);
		}
		problems.push({ file: request.document, line: 1, message: `${error.message} Until then references are written in the style “apa”.` });
		return open('apa');
	}
}

function cslSource(folder: string, { disk }: CommandHost): CslSource {
	const textAt = async (path: string) => {
		const reading = await disk.read(path);
		return reading.kind === 'bytes' ? decode(reading.bytes).text : undefined;
	};
	return {
		bundled: path => disk.media(`csl/${path}`),
		file: async name => {
			const path = disk.resolve(folder, name);
			const text = await textAt(path);
			return text === undefined ? undefined : { text, beside: other => textAt(disk.resolve(disk.folderOf(path), other)) };
		},
	};
}
