import { Command, CommanderError, Option } from 'commander';
import { exportFormats } from '../core/export/exportFormats';
import { present } from '../core/paper/paper';
import { StyleError } from '../core/citing/bibliography/styleError';
import type { CommandHost, FileProblem } from './host';
import { UsageError } from './host';

/** 0: all is well; 1: there are problems in what was read; 2: what was asked for cannot be done. */
export type ExitStatus = 0 | 1 | 2;

/**
 * Runs a command: `ingest refs.bib --format json`. The result goes to `print`, everything else to the host's `report`. Never rejects.
 *
 * @param words what follows the program's name
 */
export async function runCommandLine(words: readonly string[], host: CommandHost, print: (text: string) => void): Promise<ExitStatus> {
	let status: ExitStatus = 0;
	const program = programOf(host, print, result => {
		status = result;
	});
	try {
		await program.parseAsync([...words], { from: 'user' });
		return status;
	} catch (error) {
		if (error instanceof CommanderError) {
			return error.exitCode === 0 ? 0 : 2;
		}
		host.report(
			error instanceof UsageError || error instanceof StyleError
				? error.message
				: `Something went wrong that should not have: ${String(error)}`,
		);
		return 2;
	}
}

function programOf(host: CommandHost, print: (text: string) => void, finish: (status: ExitStatus) => void): Command {
	const program = new Command('marginalia')
		.description('Reads papers, renders citations, exports libraries and checks folders, without an editor.')
		.exitOverride()
		.configureOutput({ writeOut: print, writeErr: text => host.report(text.trimEnd()) })
		.showHelpAfterError('Run with --help to see how it is used.')
		.addHelpText(
			'after',
			'\nExit status: 0 all is well, 1 there are problems in what was read, 2 what was asked for cannot be done.\nA file named - is the standard input. Progress and warnings go to the standard error output.',
		);
	const printJson = (value: unknown) => print(`${JSON.stringify(value, undefined, '\t')}\n`);
	const warn = (problems: readonly FileProblem[]) => problems.forEach(problem => host.report(sentenceOf(problem)));

	program
		.command('ingest')
		.description('Read files of any format that Marginalia imports, and add their papers to a library.')
		.argument('<files...>', 'BibTeX, RIS, CSL, PubMed, EndNote, Zotero, arXiv, Daily Papers, lists of DOIs, ...; - is the standard input')
		.option(
			'--library <folder>',
			'add the papers to the library in this folder; without it, nothing is written, and the papers are printed as an empty library would take them',
		)
		.addOption(format(['json', 'text']))
		.addHelpText(
			'after',
			`
JSON:
  { "papers":    CSL-JSON with citation-key, and what a library adds (identifiers, links, tags, source): those that were added or gained something,
    "added":     how many entries became papers,
    "merged":    [{ "file", "line", "key", "title" }], entries that added something to the paper with that key,
    "renamed":   [{ "file", "line", "key", "title", "wished" }], entries added under that key, since the wished one is another paper's,
    "unchanged": how many entries said nothing new,
    "problems":  [{ "file", "line", "column"?, "message" }] }
Exit status 1: there are problems.`,
		)
		.action(async (files: readonly string[], options: { readonly library?: string; readonly format: string }) => {
			const { ingestFiles } = await import('./commands/ingest');
			const result = await ingestFiles({ files, ...present('library', options.library) }, host);
			if (options.format === 'json') {
				printJson(result);
			} else {
				print(`${result.added} added, ${result.merged.length} merged, ${result.unchanged} unchanged, ${result.problems.length} problems\n`);
			}
			warn(result.problems);
			finish(result.problems.length > 0 ? 1 : 0);
		});

	program
		.command('render')
		.description('Print the citations and references of a document as the preview shows them.')
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
		.option('--lang <language>', "a language tag such as de-DE, in place of the document's")
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
		.action(
			async (
				document: string,
				options: { readonly bibliography: readonly string[]; readonly style?: string; readonly lang?: string; readonly format: string },
			) => {
				const { renderDocument } = await import('./commands/render');
				const result = await renderDocument(
					{ document, bibliographies: options.bibliography, ...present('style', options.style), ...present('language', options.lang) },
					host,
				);
				if (options.format === 'json') {
					printJson(result);
				} else {
					print([...result.citations.map(({ text }) => text), '', ...result.references.map(({ text }) => text), ''].join('\n'));
				}
				warn(result.problems);
				result.unknown.forEach(key => host.report(`No paper has the citation key “${key}”.`));
				finish(result.problems.some(({ file }) => file === document) ? 1 : 0);
			},
		);

	program
		.command('export')
		.description('Print all papers of a library.')
		.requiredOption('--library <folder>', 'the folder of the library')
		.addOption(new Option('--format <format>', 'the format').choices(exportFormats.map(({ id }) => id)).makeOptionMandatory())
		.action(async (options: { readonly library: string; readonly format: string }) => {
			const { exportPapers } = await import('./commands/export');
			const { text, problems } = await exportPapers(options, host);
			print(text);
			warn(problems);
			finish(problems.length > 0 ? 1 : 0);
		});

	program
		.command('check')
		.description('Find unknown and ambiguous citation keys, and broken bibliographies and volumes, in a folder.')
		.argument('<folder>')
		.option('--library <folder>', 'the folder of the library; .marginalia within the checked folder without it')
		.addOption(format(['text', 'json']))
		.addHelpText(
			'after',
			`
JSON:
  { "problems": [{ "kind", "file", "line", "column"?, "message" }], "documents": how many were looked through, "bibliographies": how many }
Exit status 1: there are problems.`,
		)
		.action(async (folder: string, options: { readonly library?: string; readonly format: string }) => {
			const { checkFolder } = await import('./commands/check');
			const result = await checkFolder({ folder, ...present('library', options.library) }, host);
			if (options.format === 'json') {
				printJson(result);
			} else {
				print(result.problems.map(problem => `${sentenceOf(problem)}\n`).join(''));
				host.report(`${result.documents} documents, ${result.bibliographies} bibliographies, ${result.problems.length} problems.`);
			}
			finish(result.problems.length > 0 ? 1 : 0);
		});

	return program;
}

/** The first is what is printed without the option. */
function format(choices: readonly string[]): Option {
	return new Option('--format <format>', 'what to print').choices(choices).default(choices[0]);
}

/** `notes/a.md:3:7: No paper ...` */
function sentenceOf({ file, line, column, message }: FileProblem): string {
	return `${file}:${line}${column === undefined ? '' : `:${column}`}: ${message}`;
}
