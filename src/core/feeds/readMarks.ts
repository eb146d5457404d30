import { Emitter } from '../work/events';
import type { JsonObject } from '../data/json';
import { isArray, isObject, textOf } from '../data/json';
import type { IncomingPaper } from '../paper/paper';
import { present } from '../paper/paper';
import type { Disposable, FileStore, Log } from '../files/ports';
import { feedEntryKeys } from './entryKeys';
import { lineFileText, readLineFile, setDamagedAside } from './lineFile';
import type { Readable } from './terms';

export type ReadMark = 'read' | 'dismissed';

/** Marks that are kept, the newest, and texts of dismissed papers, from which taste is learned. */
const mostMarks = 20_000;
const mostDismissed = 400;
const longestText = 1500;

/**
 * Which papers of feeds were read or dismissed, in whatever feed they come again, and when the feeds were last looked at. Windows share the
 * file. Damage costs the marks it falls on; the damaged file is kept.
 */
export class ReadMarks {
	private state: State = nothing;
	private version: string | undefined;
	private isDamaged = false;
	private readonly changed = new Emitter<void>();

	constructor(
		private readonly files: FileStore,
		private readonly path: string,
		private readonly log: Log,
	) {}

	readonly onDidChange = (listener: () => void): Disposable => this.changed.event(listener);

	/** Titles and abstracts of what was dismissed, newest last. */
	get dismissed(): readonly Readable[] {
		return this.state.dismissed;
	}

	/** What came after this instant is new: when the feeds were last looked at, before this visit. `undefined` the first time. */
	get lastVisit(): string | undefined {
		return this.state.lastVisit;
	}

	of(paper: IncomingPaper): ReadMark | undefined {
		return feedEntryKeys(paper)
			.map(key => this.state.marks.get(key))
			.find(mark => mark !== undefined);
	}

	/** Looks what other windows wrote. */
	async refresh(): Promise<void> {
		const version = await this.files.version(this.path);
		if (version !== this.version) {
			const { value, isDamaged } = readLineFile((await this.files.read(this.path)) ?? '', 'read');
			this.state = readState(value);
			this.isDamaged = isDamaged;
			this.version = version;
			this.changed.fire();
		}
	}

	/** Marks papers; `undefined` takes their marks away. */
	async set(papers: readonly IncomingPaper[], mark: ReadMark | undefined): Promise<void> {
		await this.change(state => {
			const marks = new Map(state.marks);
			for (const key of papers.flatMap(feedEntryKeys)) {
				// The newest stand last.
				marks.delete(key);
				if (mark !== undefined) {
					marks.set(key, mark);
				}
			}
			const ids = new Set(papers.map(nameOf));
			const texts =
				mark === 'dismissed'
					? papers.map(paper => ({ id: nameOf(paper), title: paper.title, abstract: (paper.abstract ?? '').slice(0, longestText) }))
					: [];
			return {
				...state,
				marks: new Map([...marks].slice(-mostMarks)),
				dismissed: [...state.dismissed.filter(({ id }) => !ids.has(id)), ...texts].slice(-mostDismissed),
			};
		});
	}

	/** Somebody looks at the feeds now. A visit goes on while the pauses between two looks are shorter than half an hour. */
	async visit(now: Date): Promise<void> {
		await this.change(state => {
			const resumes = state.looked !== undefined && now.getTime() - Date.parse(state.looked) < pauseOfVisit;
			const lastVisit = resumes ? state.lastVisit : state.looked;
			return { marks: state.marks, dismissed: state.dismissed, looked: now.toISOString(), ...present('lastVisit', lastVisit) };
		});
	}

	private async change(change: (state: State) => State): Promise<void> {
		await this.files.exclusively(this.path, async () => {
			await this.refresh();
			if (this.isDamaged) {
				await setDamagedAside(this.files, this.path, this.log);
				this.isDamaged = false;
			}
			this.state = change(this.state);
			await this.files.write(this.path, textOfState(this.state));
			this.version = await this.files.version(this.path);
		});
		this.changed.fire();
	}
}

const pauseOfVisit = 30 * 60_000;

interface State {
	/** By what papers are known by, the newest last. */
	readonly marks: ReadonlyMap<string, ReadMark>;
	readonly dismissed: readonly Readable[];
	/** ISO 8601 instants. */
	readonly lastVisit?: string;
	readonly looked?: string;
}

const nothing: State = { marks: new Map(), dismissed: [] };

function nameOf(paper: IncomingPaper): string {
	return feedEntryKeys(paper)[0] ?? paper.title;
}

function textOfState({ marks, dismissed, lastVisit, looked }: State): string {
	const of = (wanted: ReadMark) => [...marks].flatMap(([key, mark]) => (mark === wanted ? [key] : []));
	return lineFileText({ lastVisit, looked }, { read: of('read'), dropped: of('dismissed'), dismissed });
}

function readState(value: JsonObject): State {
	const keys = (field: string) => (isArray(value[field]) ? value[field].filter(key => typeof key === 'string') : []);
	const marks = new Map<string, ReadMark>([
		...keys('read').map(key => [key, 'read'] as const),
		...keys('dropped').map(key => [key, 'dismissed'] as const),
	]);
	const dismissed = (isArray(value['dismissed']) ? value['dismissed'] : []).flatMap(item => {
		const [id, title, abstract] = isObject(item) ? [textOf(item['id']), textOf(item['title']), textOf(item['abstract'])] : [];
		return id === undefined || title === undefined ? [] : [{ id, title, ...present('abstract', abstract) }];
	});
	const [lastVisit, looked] = [textOf(value['lastVisit']), textOf(value['looked'])];
	return { marks, dismissed, ...present('lastVisit', lastVisit), ...present('looked', looked) };
}
