import type { Command } from 'commander';
import { Option } from 'commander';
import { terminalJson } from '../core/text/printable';
import type { CommandHost, FileProblem } from './host';
import { problemSentence } from './host';

/** 0: all is well; 1: there are problems in what was read; 2: what was asked for cannot be done. */
export type ExitStatus = 0 | 1 | 2;

/** What the words of each command need. */
export interface Terminal {
	readonly host: CommandHost;
	/** The result. */
	readonly print: (text: string) => void;
	readonly finish: (status: ExitStatus) => void;
}

export function printJson({ print }: Terminal, value: unknown): void {
	print(`${terminalJson(JSON.stringify(value, undefined, '\t'))}\n`);
}

export function warn({ host }: Terminal, problems: readonly FileProblem[]): void {
	problems.forEach(problem => host.report(problemSentence(problem)));
}

/** The first is what is printed without the option. */
export function format(choices: readonly string[]): Option {
	return new Option('--format <format>', 'what to print').choices(choices).default(choices[0]);
}

/** The options that say which library and workspace. */
export function withLibrary(command: Command): Command {
	return command
		.option('--library <folder>', 'the folder of the library; .marginalia of the workspace without it')
		.option('--workspace <folder>', 'the workspace; without it, the nearest folder upwards that has a .marginalia, else this folder');
}

/** What {@link withLibrary} gives. */
export interface LibraryOptions {
	readonly library?: string;
	readonly workspace?: string;
}

/** A count as an option: `--limit 20`. */
export function counted(flags: string, about: string, fallback: number, most: number): Option {
	return new Option(flags, about).default(fallback).argParser(text => {
		const count = Number(text);
		return Number.isInteger(count) && count >= 0 && count <= most ? count : NaN;
	});
}

export function countOf(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
