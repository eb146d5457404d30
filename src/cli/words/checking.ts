import type { Command } from 'commander';
import { present } from '../../core/paper/paper';
import { oneLine, placeText } from '../host';
import type { LibraryOptions, Terminal } from '../terminal';
import { countOf, format, printJson, withLibrary } from '../terminal';

/** `check` and `doctor`. */
export function addChecking(program: Command, terminal: Terminal): void {
	const { host, print, finish } = terminal;

	withLibrary(program.command('check'))
		.description('Find unknown, ambiguous and retracted citation keys, broken links, bibliographies and volumes.')
		.argument('[paths...]', 'files and folders; the workspace without any')
		.addOption(format(['text', 'json', 'sarif', 'github']))
		.option('--no-cache', 'read everything again, and keep nothing for the next time')
		.addHelpText(
			'after',
			`
JSON:
  { "problems": [{ "kind", "severity", "file", "line", "column"?, "message" }], "documents": how many were looked through, "bibliographies": how many }
SARIF is version 2.1.0, for code scanning; github prints workflow commands, which GitHub Actions shows beside the lines.
Exit status 1: there are problems.`,
		)
		.action(async (paths: readonly string[], options: LibraryOptions & { readonly format: string; readonly cache: boolean }) => {
			const { checkPaths } = await import('../commands/check');
			const result = await checkPaths(
				{ paths, cached: options.cache, ...present('library', options.library), ...present('workspace', options.workspace) },
				host,
			);
			const { problems, documents, bibliographies } = result;
			if (options.format === 'json') {
				printJson(terminal, result);
			} else if (options.format === 'text') {
				const paint = (severity: string, text: string) => host.paint(severity === 'error' ? 'red' : 'yellow', text);
				print(
					problems
						.map(
							problem =>
								`${placeText(problem)}${paint(problem.severity, problem.severity)}: ${oneLine(problem.message)} ${host.paint('dim', `[${problem.kind}]`)}\n`,
						)
						.join(''),
				);
				host.report(
					`${countOf(documents, 'document')}, ${bibliographies === 1 ? '1 bibliography' : `${bibliographies} bibliographies`}, ${countOf(problems.length, 'problem')}.`,
				);
			} else {
				const { githubCommands, sarif } = await import('../commands/checkFormats');
				if (options.format === 'sarif') {
					printJson(terminal, sarif(problems));
				} else {
					print(githubCommands(problems));
				}
			}
			finish(problems.length > 0 ? 1 : 0);
		});

	withLibrary(program.command('doctor'))
		.description('Look over a library: broken lines, conflicts, duplicates, and notes of papers that it does not have.')
		.option(
			'--fix',
			'take the steps that lose nothing: write what git left merged, and move broken lines into set-aside.jsonl, byte by byte',
		)
		.addOption(format(['text', 'json']))
		.addHelpText(
			'after',
			`
JSON:
  [{ "kind", "file"?, "line"?, "message", "isFixed" }]
Exit status 1: something is left to do.`,
		)
		.action(async (options: LibraryOptions & { readonly fix?: true; readonly format: string }) => {
			const { examine } = await import('../commands/doctor');
			const findings = await examine(
				{ fix: options.fix === true, ...present('library', options.library), ...present('workspace', options.workspace) },
				host,
			);
			if (options.format === 'json') {
				printJson(terminal, findings);
			} else {
				for (const { file, line, message, isFixed } of findings) {
					print(`${file === undefined ? '' : placeText({ file, line: line ?? 1 })}${oneLine(message)}${isFixed ? ' Fixed.' : ''}\n`);
				}
				host.report(
					findings.length === 0
						? 'Nothing is wrong with the library.'
						: `${countOf(findings.length, 'finding')}, ${findings.filter(finding => finding.isFixed).length} fixed.`,
				);
			}
			finish(findings.some(({ isFixed, kind }) => !isFixed && kind !== 'likely-duplicate') ? 1 : 0);
		});
}
