import type { Command } from 'commander';
import { Option } from 'commander';
import { exportFormats } from '../../core/export/exportFormats';
import { present } from '../../core/paper/paper';
import { UsageError, oneLine } from '../host';
import type { LibraryOptions, Terminal } from '../terminal';
import { counted, format, printJson, warn, withLibrary } from '../terminal';

interface StyleOptions {
	readonly bibliography: readonly string[];
	readonly style?: string;
	readonly lang?: string;
	readonly format: string;
}

/** `search`, `show`, `export`, `render` and `references`. */
export function addReading(program: Command, terminal: Terminal): void {
	const { host, print, finish } = terminal;

	withLibrary(program.command('search'))
		.description('Find papers by words of title, authors, abstract, year, tags and key.')
		.argument('<query...>', 'words, "a phrase", author:song, year:2021')
		.option('--fulltext', 'look into attached PDFs, too; fulltext:word then asks for words of PDFs alone', false)
		.addOption(counted('--limit <count>', 'how many papers, 50 at most', 20, 50))
		.addOption(counted('--offset <count>', 'how many of the best to pass over', 0, 1000))
		.addOption(format(['text', 'json']))
		.addHelpText(
			'after',
			`
JSON:
  { "papers": [{ "key", "title", "authors"?, "year"?, "bibliography"?,
      "passages"?: [{ "page", "snippet" }] with --fulltext }] best first,
    "nextOffset"?: where the next page begins, "notSearched"?: PDFs that were not, in a sentence }
Exit status 1: nothing was found.`,
		)
		.action(
			async (
				words: readonly string[],
				options: LibraryOptions & {
					readonly fulltext: boolean;
					readonly limit: number;
					readonly offset: number;
					readonly format: string;
				},
			) => {
				checkCounts(options.limit, options.offset);
				const { search } = await import('../commands/search');
				const found = await search({ query: words.join(' '), ...options }, host);
				if (options.format === 'json') {
					printJson(terminal, found);
				} else {
					print(
						found.papers
							.map(
								({ key, title, authors, year, passages = [] }) =>
									`${host.paint('cyan', oneLine(key))}  ${oneLine(title)}${host.paint('dim', ` (${[authors, year].filter(part => part !== undefined).join(', ')})`)}\n${passages.map(({ page, snippet }) => `    p. ${page}: ${oneLine(snippet)}\n`).join('')}`,
							)
							.join(''),
					);
				}
				if (found.notSearched !== undefined) {
					host.report(found.notSearched);
				}
				finish(found.papers.length === 0 ? 1 : 0);
			},
		);

	withLibrary(program.command('show'))
		.description('Print what the library knows of a paper, with its abstract and note.')
		.argument('<key>', 'a citation key')
		.addOption(format(['text', 'json', ...exportFormats.map(({ id }) => id)]))
		.action(async (key: string, options: LibraryOptions & { readonly format: string }) => {
			const { show, shownText } = await import('../commands/show');
			const { shown, exported } = await show(
				{ key, format: options.format, ...present('library', options.library), ...present('workspace', options.workspace) },
				host,
			);
			if (options.format === 'json') {
				printJson(terminal, shown);
			} else {
				print(exported ?? shownText(shown, host.paint));
			}
			finish(0);
		});

	withLibrary(program.command('export'))
		.description('Print all papers of a library, or some of them.')
		.argument('[keys...]', 'citation keys')
		.addOption(new Option('--format <format>', 'the format').choices(exportFormats.map(({ id }) => id)).makeOptionMandatory())
		.option('--report', 'say on the standard error output what the format leaves out or changes, paper by paper')
		.action(async (keys: readonly string[], options: LibraryOptions & { readonly format: string; readonly report?: true }) => {
			const { exportPapers } = await import('../commands/export');
			const { text, problems } = await exportPapers({ ...options, keys, isReported: options.report === true }, host);
			print(text);
			warn(terminal, problems);
			finish(problems.length > 0 ? 1 : 0);
		});

	withStyle(program.command('render'))
		.description('Print the citations and references of a document as the preview shows them.')
		.addOption(format(['json', 'text']))
		.addHelpText(
			'after',
			`
JSON:
  { "citations":  [{ "keys", "text", "source" }] in the order of the text, those of a footnote where it is called; a note that the style makes stands in braces after the text,
    "references": [{ "key", "text" }] in the order of the style,
    "unknown":    keys that nothing is known of,
    "problems":   [{ "file", "line", "message" }] }
Exit status 1: the bibliography or style that the document names cannot be read. Keys that are unknown are no error.`,
		)
		.action(async (document: string, options: StyleOptions & LibraryOptions) => {
			const { renderDocument } = await import('../commands/render');
			const result = await renderDocument(renderRequest(document, options), host);
			if (options.format === 'json') {
				printJson(terminal, result);
			} else {
				print(
					[...result.citations.map(({ text }) => oneLine(text)), '', ...result.references.map(({ text }) => oneLine(text)), ''].join('\n'),
				);
			}
			warn(terminal, result.problems);
			result.unknown.forEach(key => host.report(`No paper has the citation key “${key}”.`));
			finish(result.problems.some(({ file }) => file === document) ? 1 : 0);
		});

	withStyle(program.command('references'))
		.description('Print the reference list of a document in any citation style, from its bibliographies and the library.')
		.addOption(format(['text', 'json']))
		.addHelpText('after', '\nExit status 1: the document cites keys that no paper has, or its bibliography or style cannot be read.')
		.action(async (document: string, options: StyleOptions & LibraryOptions) => {
			const { renderDocument } = await import('../commands/render');
			const { references, unknown, problems } = await renderDocument({ ...renderRequest(document, options), withLibrary: true }, host);
			if (options.format === 'json') {
				printJson(terminal, { references, unknown, problems });
			} else {
				print(references.map(({ text }) => `${oneLine(text)}\n`).join(''));
			}
			warn(terminal, problems);
			unknown.forEach(key => host.report(`No paper has the citation key “${key}”.`));
			finish(unknown.length > 0 || problems.some(({ file }) => file === document) ? 1 : 0);
		});
}

function withStyle(command: Command): Command {
	return withLibrary(command)
		.argument('<document>', 'Markdown, Quarto, R Markdown, LaTeX or Typst; - is the standard input, read as Markdown')
		.option(
			'--bibliography <file>',
			'a bibliography in any format, in place of those that the document names; may be given several times',
			(file, before: readonly string[]) => [...before, file],
			[],
		)
		.option(
			'--style <style>',
			"a bundled style (apa, ieee, chicago-author-date, ...) or the path of a CSL file, in place of the document's",
		)
		.option('--lang <language>', "a language tag such as de-DE, in place of the document's");
}

function renderRequest(document: string, { bibliography, style, lang, library, workspace }: StyleOptions & LibraryOptions) {
	return {
		document,
		bibliographies: bibliography,
		withLibrary: library !== undefined,
		...present('style', style),
		...present('language', lang),
		...present('library', library),
		...present('workspace', workspace),
	};
}

function checkCounts(...counts: readonly number[]): void {
	if (counts.some(count => Number.isNaN(count))) {
		throw new UsageError('Give --limit a whole number from 0 to 50, and --offset one from 0 to 1000.');
	}
}
