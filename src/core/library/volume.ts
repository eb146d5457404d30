import { Low } from 'lowdb';
import type { Adapter } from 'lowdb';
import { isArray, isObject } from '../json';
import type { Paper } from '../paper';
import { isPaper, problemOfPaper } from '../paper';
import type { FileStore } from '../ports';
import { mergePaper, mergeVolumes } from './mergeVolumes';

/** A volume that cannot be used as it stands. */
export interface VolumeProblem {
	readonly path: string;
	/** One-based. */
	readonly line: number;
	/** A plain sentence. */
	readonly message: string;
}

interface VolumeData {
	version: 1;
	papers: readonly Paper[];
}

/** Thrown inside this file when a volume's text is not a volume; everyone else sees {@link VolumeProblem}. */
class UnreadableVolume extends Error {
	constructor(readonly problem: VolumeProblem) {
		super(problem.message);
	}
}

/**
 * One file of the library: a lowdb database of papers, one a line, sorted by key. It knows what the file held when it was last read or written,
 * so that a change made underneath (another window, git pull) is merged paper by paper before anything is written.
 */
export class Volume {
	private readonly database: Low<VolumeData>;
	private version: string | undefined;
	/** The papers as the file last held them, by id. */
	private base: ReadonlyMap<string, Paper> = new Map();

	constructor(private readonly files: FileStore, readonly path: string) {
		this.database = new Low<VolumeData>(volumeAdapter(files, path), { version: 1, papers: [] });
	}

	/** Papers by id. */
	papers: ReadonlyMap<string, Paper> = new Map();

	/** Why the file could not be read the last time; the papers are then the last good ones, and nothing is written. */
	problem: VolumeProblem | undefined;

	/** Reads the file where it changed since the last time, and merges what stands there with what is here. Says whether anything changed. */
	async refresh(): Promise<boolean> {
		const version = await this.files.version(this.path);
		if (version === this.version && this.problem === undefined) {
			return false;
		}
		const read = await this.readFile();
		if (read === undefined) {
			return false;
		}
		this.version = version;
		const before = this.papers;
		this.papers = mergeVolumes(this.base, before, read);
		this.base = read;
		return !samePapers(before, this.papers);
	}

	/**
	 * Puts papers in place of those of the same id (`undefined` removes one) and makes the file durable.
	 * Resolves to a problem, and changes nothing, where the file cannot be read.
	 */
	async change(changes: ReadonlyMap<string, Paper | undefined>): Promise<VolumeProblem | undefined> {
		return this.files.exclusively(this.path, async () => {
			const known = this.papers;
			await this.refresh();
			if (this.problem !== undefined) {
				return this.problem;
			}
			const papers = new Map(this.papers);
			for (const [id, paper] of changes) {
				// Who made the change had not seen what `refresh` just brought.
				const merged = papers.get(id) === known.get(id) ? paper : mergePaper(known.get(id), paper, papers.get(id));
				if (merged === undefined) {
					papers.delete(id);
				} else {
					papers.set(id, merged);
				}
			}
			this.database.data = { version: 1, papers: [...papers.values()].sort(byKey) };
			await this.database.write();
			this.version = await this.files.version(this.path);
			this.papers = papers;
			this.base = papers;
			return undefined;
		});
	}

	private async readFile(): Promise<ReadonlyMap<string, Paper> | undefined> {
		try {
			this.database.data = { version: 1, papers: [] };
			await this.database.read();
			this.problem = undefined;
			return new Map(this.database.data.papers.map(paper => [paper.id, paper]));
		} catch (error) {
			if (!(error instanceof UnreadableVolume)) {
				throw error;
			}
			this.problem = error.problem;
			return undefined;
		}
	}
}

function samePapers(before: ReadonlyMap<string, Paper>, after: ReadonlyMap<string, Paper>): boolean {
	return before.size === after.size && [...after].every(([id, paper]) => before.get(id) === paper || JSON.stringify(before.get(id)) === JSON.stringify(paper));
}

function byKey(a: Paper, b: Paper): number {
	// By code unit, not by locale: the order must be the same on every machine that shares the library.
	return a['citation-key'] < b['citation-key'] ? -1 : a['citation-key'] > b['citation-key'] ? 1 : a.id < b.id ? -1 : 1;
}

function volumeAdapter(files: FileStore, path: string): Adapter<VolumeData> {
	return {
		async read() {
			const text = await files.read(path);
			return text === undefined ? null : parseVolume(text, path);
		},
		write: data => files.write(path, printVolume(data.papers)),
	};
}

/** The text of a volume: JSON with one paper a line, so that a change is one line of a diff. */
export function printVolume(papers: readonly Paper[]): string {
	return `{"version":1,"papers":[\n${papers.map(paper => JSON.stringify(paper)).join(',\n')}\n]}\n`;
}

function parseVolume(text: string, path: string): VolumeData {
	const parsed = parseJson(text);
	if (parsed === undefined) {
		throw new UnreadableVolume({ path, ...locateMistake(text) });
	}
	const papers = isObject(parsed) && isArray(parsed['papers']) ? parsed['papers'] : undefined;
	if (papers === undefined) {
		throw new UnreadableVolume({ path, line: 1, message: 'This is not a volume of a library: it has no list of papers.' });
	}
	const readable = papers.filter(isPaper);
	if (readable.length < papers.length) {
		const index = papers.findIndex(paper => !isPaper(paper));
		throw new UnreadableVolume({ path, line: index + 2, message: problemOfPaper(papers[index]) ?? '' });
	}
	return { version: 1, papers: readable };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}
		throw error;
	}
}

/** The first line that does not parse. Papers stand one a line, so each can be tried alone. */
function locateMistake(text: string): { readonly line: number; readonly message: string } {
	const lines = text.split('\n');
	const index = lines.findIndex((line, at) => at > 0 && line.trim() !== '' && line.trim() !== ']}' && !isObject(parseJson(line.trim().replace(/,$/, ''))));
	const line = Math.max(index, 0) + 1;
	return lines.some(content => /^(?:<{7}|={7}|>{7})/.test(content))
		? { line, message: `Line ${line} holds a merge conflict that git left. Settle it, and the volume is read again.` }
		: { line, message: `Line ${line} is not valid JSON. Mend it or take an older version of the file, and the volume is read again.` };
}
