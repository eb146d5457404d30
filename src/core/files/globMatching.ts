import { isGlob } from './globs';

/** In UTF-16 units. A longer pattern fits no path. */
const longestPattern = 1000;

/**
 * Which paths fit a pattern as VS Code has them: `papers/*.bib`, `**` for any number of folders, `{a,b}`, `[0-9]`, `[!0-9]`, hidden files
 * too; `\` takes its meaning from the sign behind it. The time is that of the pattern's length times the path's: as a regular expression
 * `*a*a*a*a*a*b` in a stranger's settings takes minutes. https://code.visualstudio.com/docs/editor/glob-patterns
 *
 * @returns says it of a path with `/` from the folder that the pattern is about
 */
export function fitting(pattern: string): (path: string) => boolean {
	if (pattern.length > longestPattern) {
		return () => false;
	}
	const steps = new PatternReader(pattern.replace(/^\.\/+/, '')).read();
	return path => {
		const start = new Uint8Array(path.length + 1);
		start[0] = 1;
		return walk(steps, start, path)[path.length] === 1;
	};
}

/** The folder where all that fits a pattern is: `papers` for `papers/**`, `.` for `*.bib`. */
export function folderOfGlob(pattern: string): string {
	const fixed = /^[^*?[{]*/.exec(pattern)?.[0] ?? '';
	const end = fixed.length === pattern.length ? pattern.length : fixed.lastIndexOf('/');
	return end < 0 ? '.' : pattern.slice(0, end) || '/';
}

/** Which paths the setting `diagnostics.exclude` means: folders by their names, and patterns. */
export function excluding(patterns: readonly string[]): (path: string) => boolean {
	const fits = patterns.map(pattern => fitting(isGlob(pattern) ? pattern : `${pattern.replace(/^\.?\/+|(?<!\/)\/+$/g, '')}/**`));
	return path => fits.some(fit => fit(path));
}

/** From the places in a path where the pattern before it may end, one flag for each, to those where it may end itself. */
type Step = (from: Uint8Array, path: string) => Uint8Array;

function walk(steps: readonly Step[], from: Uint8Array, path: string): Uint8Array {
	return steps.reduce((places, step) => (places.includes(1) ? step(places, path) : places), from);
}

/** One sign that passes a test. */
function oneSign(passes: (sign: string) => boolean): Step {
	return (from, path) => from.map((_, at) => (at > 0 && from[at - 1] === 1 && passes(path[at - 1] ?? '') ? 1 : 0));
}

/** `*`: as much as may be within one name. */
const withinName: Step = (from, path) => {
	let isOpen = false;
	return from.map((place, at) => {
		isOpen = place === 1 || (isOpen && path[at - 1] !== '/');
		return isOpen ? 1 : 0;
	});
};

/** `**` and a slash: nothing, or whole folders. */
const folders: Step = (from, path) => {
	let isOpen = false;
	return from.map((place, at) => {
		const ends = place === 1 || (isOpen && path[at - 1] === '/');
		isOpen ||= place === 1;
		return ends ? 1 : 0;
	});
};

/** `**` at the end: all that follows. */
const everything: Step = from => {
	const first = from.indexOf(1);
	return from.map((_, at) => (first >= 0 && at >= first ? 1 : 0));
};

/** A slash and `**` at the end: nothing, or all that is in the folder. */
const contents: Step = (from, path) => {
	let isWithin = false;
	return from.map((place, at) => {
		isWithin ||= at > 0 && from[at - 1] === 1 && path[at - 1] === '/';
		return isWithin ? 1 : place;
	});
};

/** `{a,b}`. */
function oneOf(branches: readonly (readonly Step[])[]): Step {
	return (from, path) => {
		const ends = branches.map(branch => walk(branch, from, path));
		return from.map((_, at) => (ends.some(places => places[at] === 1) ? 1 : 0));
	};
}

/** `[0-9_]`, `[!0-9]`, `[]]`: what stands for one sign of a name. */
const range = /\[([!^]?)(\]?[^\]/]*)\]/y;

function closedBraces(pattern: string): ReadonlySet<number> {
	const open: number[] = [];
	const closed = new Set<number>();
	for (const { 0: sign, index } of pattern.matchAll(/\\[^]|\[[!^]?\]?[^\]/]*\]|[{}]/g)) {
		if (sign === '{') {
			open.push(index);
		}
		const start = sign === '}' ? open.pop() : undefined;
		if (start !== undefined) {
			closed.add(start);
		}
	}
	return closed;
}

class PatternReader {
	private at = 0;
	/** Where braces begin that are closed; others are plain signs. */
	private readonly closed: ReadonlySet<number>;

	constructor(private readonly pattern: string) {
		this.closed = closedBraces(pattern);
	}

	/** The steps up to the end, or within braces up to their end or the next comma. */
	read(isInBraces = false): readonly Step[] {
		const steps: Step[] = [];
		while (this.at < this.pattern.length && !(isInBraces && /[,}]/.test(this.pattern[this.at] ?? ''))) {
			steps.push(this.step());
		}
		return steps;
	}

	private step(): Step {
		const sign = this.pattern[this.at] ?? '';
		switch (sign) {
			case '/':
				return this.end() ?? this.plain(sign);
			case '*':
				return this.stars();
			case '?':
				this.at += 1;
				return oneSign(other => other !== '/');
			case '{':
				return this.closed.has(this.at) ? this.braces() : this.plain(sign);
			case '[':
				return this.brackets() ?? this.plain(sign);
			case '\\':
				this.at += 1;
				return this.plain(this.pattern[this.at] ?? sign);
			default:
				return this.plain(sign);
		}
	}

	private plain(sign: string): Step {
		this.at += 1;
		return oneSign(other => other === sign);
	}

	/** A slash and two stars with which the pattern or a branch ends. */
	private end(): Step | undefined {
		if (!/^\/\*\*[,}]?$/.test(this.pattern.slice(this.at, this.at + 4))) {
			return undefined;
		}
		this.at += 3;
		return contents;
	}

	private stars(): Step {
		const start = this.at;
		while (this.pattern[this.at] === '*') {
			this.at += 1;
		}
		// Two are more than one only as a whole name.
		if (this.at - start < 2 || !/^[/{,]?$/.test(this.pattern[start - 1] ?? '') || !/^[/},]?$/.test(this.pattern[this.at] ?? '')) {
			return withinName;
		}
		if (this.pattern[this.at] !== '/') {
			return everything;
		}
		this.at += 1;
		return folders;
	}

	private braces(): Step {
		const branches: (readonly Step[])[] = [];
		do {
			this.at += 1;
			branches.push(this.read(true));
		} while (this.pattern[this.at] === ',');
		this.at += 1;
		return oneOf(branches);
	}

	/** `undefined` where the bracket is never closed. */
	private brackets(): Step | undefined {
		range.lastIndex = this.at;
		const [whole, not = '', inside = ''] = range.exec(this.pattern) ?? [];
		if (whole === undefined) {
			return undefined;
		}
		this.at += whole.length;
		const ranges = [...inside.matchAll(/([^])-([^])|[^]/g)].map(([one, first = one, last = one]) => [first, last] as const);
		return oneSign(sign => sign !== '/' && ranges.some(([first, last]) => first <= sign && sign <= last) === (not === ''));
	}
}
