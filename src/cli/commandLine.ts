import { Command, CommanderError } from 'commander';
import { StyleError } from '../core/citing/bibliography/styleError';
import { fileFailureOf } from '../core/files/fileFailure';
import { terminalText } from '../core/text/printable';
import type { CommandHost } from './host';
import { UsageError } from './host';
import type { ExitStatus, Terminal } from './terminal';
import { addAssistants } from './words/assistants';
import { addChecking } from './words/checking';
import { addReading } from './words/reading';
import { addWriting } from './words/writing';

/**
 * Runs a command: `ingest refs.bib --format json`. The result goes to `print`, everything else to the host's `report`. Never rejects.
 *
 * @param words what follows the program's name
 */
export async function runCommandLine(words: readonly string[], given: CommandHost, print: (text: string) => void): Promise<ExitStatus> {
	let status: ExitStatus = 0;
	const host: CommandHost = { ...given, report: sentence => given.report(terminalText(sentence)) };
	const terminal: Terminal = {
		host,
		print,
		finish: result => {
			status = result;
		},
	};
	const program = programOf(terminal);
	try {
		if (words[0] === 'complete') {
			// Nobody else needs the scripts of shells.
			const { addCompletion } = await import('./words/completion');
			addCompletion(program);
		}
		await program.parseAsync([...words], { from: 'user' });
		return status;
	} catch (error) {
		if (error instanceof CommanderError) {
			return error.exitCode === 0 ? 0 : 2;
		}
		host.report(sentenceOf(error));
		return 2;
	}
}

function sentenceOf(error: unknown): string {
	const failure = fileFailureOf(error);
	return error instanceof UsageError || error instanceof StyleError
		? error.message
		: failure === undefined
			? `Something went wrong that should not have: ${String(error)}`
			: `Couldn't do it: ${failure.reason}.`;
}

function programOf(terminal: Terminal): Command {
	const program = new Command('marginalia')
		.description('Finds, cites, checks and exports papers, and writes notes on them, without an editor.')
		.exitOverride()
		.configureOutput({ writeOut: terminal.print, writeErr: text => terminal.host.report(text.trimEnd()) })
		.showHelpAfterError('Run with --help to see how it is used.')
		.addHelpText(
			'after',
			`
Exit status: 0 all is well, 1 there are problems in what was read, 2 what was asked for cannot be done.
A file named - is the standard input. Progress and warnings go to the standard error output.
marginalia complete bash (or zsh, fish, powershell) prints the script that completes commands in that shell.`,
		);
	addWriting(program, terminal);
	addReading(program, terminal);
	addChecking(program, terminal);
	addAssistants(program, terminal);
	return program;
}
