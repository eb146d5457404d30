import type { Command } from 'commander';
import { Option } from 'commander';
import { syntaxes } from '../../core/citing/languages';
import { present } from '../../core/paper/paper';
import { oneLine, problemSentence } from '../host';
import type { LibraryOptions, Terminal } from '../terminal';
import { countOf, format, printJson, warn, withLibrary } from '../terminal';

/** `ingest`, `keep`, `notes` and `convert`. */
export function addWriting(program: Command, terminal: Terminal): void {
	const { host, print, finish } = terminal;

	program
		.command('ingest')
		.description('Import papers from files of any format that Marginalia knows, and add them to a library.')
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
			const { ingestFiles } = await import('../commands/ingest');
			const result = await ingestFiles({ files, ...present('library', options.library) }, host);
			if (options.format === 'json') {
				printJson(terminal, result);
			} else {
				print(
					`${result.added} added, ${result.merged.length} merged, ${result.unchanged} unchanged, ${countOf(result.problems.length, 'problem')}\n`,
				);
			}
			warn(terminal, result.problems);
			finish(result.problems.length > 0 ? 1 : 0);
		});

	withLibrary(program.command('keep'))
		.description(
			'Bring the references file of a document in sync with what it cites: the .bib or .json that it names, else references.bib beside it.',
		)
		.argument('<documents...>')
		.addOption(format(['text', 'json']))
		.addHelpText('after', '\nExit status 1: a key that no paper has is cited, or a file was left alone.')
		.action(async (documents: readonly string[], options: LibraryOptions & { readonly format: string }) => {
			const { keep } = await import('../commands/keep');
			const { kept, problems } = await keep(
				{ documents, ...present('library', options.library), ...present('workspace', options.workspace) },
				host,
			);
			if (options.format === 'json') {
				printJson(terminal, kept);
			} else {
				print(
					kept
						.map(({ file, added, changed, removed }) => `${oneLine(file)}: ${added} added, ${changed} updated, ${removed} removed\n`)
						.join(''),
				);
			}
			problems.forEach(message => host.report(message));
			finish(problems.length > 0 ? 1 : 0);
		});

	const notes = program.command('notes').description('Create and refresh the notes of papers.');
	for (const [name, about] of [
		['create', 'Create the notes of papers that have none.'],
		['refresh', 'Bring notes up to date with their papers. What you wrote stays.'],
	] as const) {
		withLibrary(notes.command(name))
			.description(about)
			.argument('[keys...]', 'citation keys')
			.option('--all', 'all papers of the library')
			.option('--folder <folder>', 'the folder for new notes; that of the settings without it')
			.option('--template <file>', 'the template; that of the settings without it')
			.addOption(format(['text', 'json']))
			.addHelpText('after', "\nExit status 1: a note was left alone, or a key is no paper's.")
			.action(
				async (
					keys: readonly string[],
					options: LibraryOptions & { readonly all?: true; readonly folder?: string; readonly template?: string; readonly format: string },
				) => {
					const { writeNotes } = await import('../commands/notes');
					const written = await writeNotes(
						{
							kind: name,
							keys: options.all === true ? 'all' : keys,
							...present('library', options.library),
							...present('workspace', options.workspace),
							...present('notesFolder', options.folder),
							...present('template', options.template),
						},
						host,
					);
					if (options.format === 'json') {
						printJson(terminal, written);
					} else {
						print(written.written.map(path => `${oneLine(path)}\n`).join(''));
					}
					written.kept.forEach(({ path, line, name: part }) => host.report(`${path}:${line}: You edited “${part}”, so it was left alone.`));
					written.problems.forEach(problem => host.report(problemSentence(problem)));
					host.report(
						`${countOf(written.written.length, 'note')} ${name === 'create' ? 'created' : 'refreshed'}, ${written.unchanged} unchanged.`,
					);
					finish(written.problems.length > 0 ? 1 : 0);
				},
			);
	}

	program
		.command('convert')
		.description('Write the citations of a document in another syntax.')
		.argument('<document>', '- is the standard input, read as Markdown')
		.addOption(new Option('--to <syntax>', 'the syntax').choices(syntaxes.map(({ id }) => id)).makeOptionMandatory())
		.option('--write', 'change the document in place of printing it')
		.addHelpText('after', '\nExit status 1: a citation was left as it is, since the other syntax would lose part of it.')
		.action(async (document: string, options: { readonly to: string; readonly write?: true }) => {
			const { convertDocument } = await import('../commands/convert');
			const { text, changed, left } = await convertDocument({ document, to: options.to, write: options.write === true }, host);
			if (options.write !== true) {
				print(text);
			}
			left.forEach(({ line, column, source }) =>
				host.report(problemSentence({ file: document, line, column, message: `${source} was left as it is.` })),
			);
			host.report(`${countOf(changed, 'citation')} converted, ${left.length} left.`);
			finish(left.length > 0 ? 1 : 0);
		});
}
