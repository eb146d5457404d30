import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledStyle, nearestLocale } from '../../src/core/citing/bibliography/styles';
import { openFormatter } from '../../src/core/citing/bibliography/formatter';
import { DocumentFormatting } from '../../src/core/citing/documentFormatting';
import { documentSettings } from '../../src/core/citing/documentSettings';
import { findPandocCitations } from '../../src/core/citing/pandoc';
import { renameKeyIn } from '../../src/core/notes/renameKey';
import { toBibtex } from '../../src/core/bibtex/write/bibtex';
import { FeedStore } from '../../src/core/feeds/feedStore';
import { Lease } from '../../src/core/feeds/lease';
import { Polling } from '../../src/core/feeds/polling';
import { ReadMarks } from '../../src/core/feeds/readMarks';
import { idOf, intervals } from '../../src/core/feeds/subscription';
import type { Subscription } from '../../src/core/feeds/subscription';
import { ingest } from '../../src/core/ingest/ingest';
import { findDuplicates } from '../../src/core/library/duplicates';
import { JoinedPapers } from '../../src/core/library/joinedPapers';
import type { Library, Outcome } from '../../src/core/library/library';
import { openLibrary } from '../../src/core/library/library';
import { LinkedBibliographies } from '../../src/core/library/linkedBibliographies';
import { PapersOfHeads } from '../../src/core/library/papersOfHeads';
import { builtInTemplate } from '../../src/core/notes/builtInTemplate';
import { NoteIndex } from '../../src/core/notes/noteIndex';
import { refreshNote } from '../../src/core/notes/refresh';
import { renderNote } from '../../src/core/notes/template';
import { Pace } from '../../src/core/work/pace';
import type { Paper } from '../../src/core/paper/paper';
import { AnswerStore } from '../../src/core/sources/answerStore';
import { Asking } from '../../src/core/sources/asking';
import { Politeness } from '../../src/core/sources/politeness';
import { services } from '../../src/core/sources/services';
import { applyEdits } from '../../src/core/text/edits';
import { diskCache } from '../../src/host/files/diskCache';
import { nodeFileStore } from '../../src/host/files/nodeFileStore';
import { generatePapers } from '../bench/generatePapers';
import { Random } from '../bench/random';
import { CannedHttp } from '../fakes/cannedHttp';
import { SteppedClock } from '../fakes/steppedClock';

/** How many papers the library has at the end of every round; each round adds and removes as many as a busy day does. */
const papersAtRest = 600;
const papersOfDay = 40;

const subscriptions: readonly Subscription[] = ['one', 'two'].map(name => ({
	topic: { kind: 'web-feed', url: `https://example.org/${name}` },
	every: 'hour',
}));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const media = join(__dirname, '../../media/csl');

/**
 * A researcher's editor without its windows: library on a real disk, caches, notes, documents, a linked bibliography and feeds, in use day
 * after day. After each {@link round} there is as much of everything as before it, so that what grows is a leak.
 */
export class Desk {
	readonly notes = new NoteIndex();
	readonly linked = new LinkedBibliographies();
	readonly formatting: DocumentFormatting;
	readonly polling: Polling;
	readonly feeds: FeedStore;
	readonly marks: ReadMarks;
	readonly joined: JoinedPapers;
	private readonly clock = new SteppedClock();
	private readonly random = new Random(20261129);
	private readonly papers: readonly Paper[] = generatePapers(papersAtRest + 25 * papersOfDay, 7);
	private readonly texts = new Map<string, string>();
	private day = 0;

	private constructor(
		private readonly folder: string,
		public library: Library,
	) {
		const cited = new PapersOfHeads(library);
		this.joined = new JoinedPapers(library, this.linked);
		this.formatting = new DocumentFormatting({
			open: async ({ csl, lang }, _document, itemOf) => {
				const locales = new Map(
					await Promise.all(
						['en-US', lang ?? 'en-US'].map(
							async language =>
								[
									nearestLocale(language),
									await readFile(join(media, 'locales', `locales-${nearestLocale(language)}.xml`), 'utf8'),
								] as const,
						),
					),
				);
				const style = await readFile(join(media, 'styles', `${bundledStyle(csl ?? 'apa')?.id ?? 'apa'}.csl`), 'utf8');
				return openFormatter({
					style,
					localeOf: language => locales.get(nearestLocale(language)) ?? locales.get('en-US') ?? '',
					itemOf,
					pause: () => Promise.resolve(),
				});
			},
			papersOf: () => async key => {
				const head = this.joined.head(key);
				return head && cited.paper(head);
			},
			bibliographyKeys: () => [],
		});
		const files = nodeFileStore();
		const http = new CannedHttp(({ url }) => {
			http.requests.length = 0;
			return { headers: { etag: `"${this.day}"` }, body: this.feedOf(url) };
		});
		const asking = new Asking({
			politeness: new Politeness(http, { clock: this.clock, wait: milliseconds => this.wait(milliseconds), random: () => 0 }),
			answers: new AnswerStore(files, join(folder, 'answers')),
			clock: this.clock,
			log: silent,
			permissions: {
				inBrowser: false,
				mayAsk: () => true,
				address: service => services[service].url,
				credentials: () => Promise.resolve({ secret: false }),
			},
		});
		this.feeds = new FeedStore(files, join(folder, 'feeds'), silent);
		this.marks = new ReadMarks(files, join(folder, 'marks.json'), silent);
		this.polling = new Polling({
			asking,
			store: this.feeds,
			lease: new Lease(files, join(folder, 'lease.json'), 'one', this.clock),
			clock: this.clock,
			log: silent,
			random: () => 0.5,
			shouldSave: () => Promise.resolve(false),
		});
	}

	static async open(): Promise<Desk> {
		const folder = await mkdtemp(join(tmpdir(), 'marginalia-soak-'));
		const desk = new Desk(folder, await openLibrary(nodeFileStore(), join(folder, 'library'), { cache: diskCache(join(folder, 'cache')) }));
		await desk.library.add(desk.papers.slice(0, papersAtRest));
		// As many documents as are remembered at most, each like those that come later and take their place.
		for (let at = 0; at < 20; at += 1) {
			await desk.formatting.format(`file:///work/old${at}.md`, documentSettings('---\ncsl: nature\n---\n'), []);
		}
		return desk;
	}

	/** One busy day. */
	async round(): Promise<void> {
		this.day += 1;
		const { library } = this;
		const closed = [
			library.onDidChange(() => undefined),
			this.joined.onDidChange(() => undefined),
			this.feeds.onDidChange(() => undefined),
			this.notes.onDidChange(() => undefined),
		];
		const [added] = await this.ingested();
		const keys = added.map(paper => paper['citation-key']);
		this.search(keys);
		await this.changed(keys);
		await this.written(keys.slice(0, 8));
		await this.linkedFile(added.slice(0, 20));
		await this.polled();
		await this.outside();
		await findDuplicates(library.all(), { pace: new Pace(() => Promise.resolve()) });
		await library.remove(
			library
				.heads()
				.filter(head => keys.includes(head.key))
				.map(head => head.key),
		);
		await library.saveCache();
		await this.reopened();
		closed.forEach(subscription => subscription.dispose());
	}

	async close(): Promise<void> {
		this.joined.dispose();
		await rm(this.folder, { recursive: true, force: true });
	}

	private async ingested(): Promise<readonly [readonly Paper[]]> {
		const from = papersAtRest + (this.day % 25) * papersOfDay;
		const text = toBibtex(this.papers.slice(from, from + papersOfDay));
		const { added } = await this.library.add(ingest(text, { fileName: 'day.bib' }).papers);
		return [added];
	}

	private search(keys: readonly string[]): void {
		for (const key of keys) {
			const title = this.library.head(key)?.title ?? '';
			this.library.find(title.slice(0, 4 + this.random.below(20)), { limit: 20, nearMisses: true });
		}
	}

	/** Tags, a renamed key, a merge: each undone but for the tags, which the papers take away with them. */
	private async changed(keys: readonly string[]): Promise<void> {
		const { library } = this;
		await library.update(keys.slice(0, 10), paper => ({ ...paper, tags: [`day${this.day}`], status: 'read' }));
		const steps: Outcome[] = [
			await library.update(keys.slice(10, 11), paper => ({ ...paper, 'citation-key': `renamed${this.day}` })),
			await library.merge([keys.slice(12, 14)]),
			await library.remove(keys.slice(15, 20)),
		];
		for (const { changes } of steps.reverse()) {
			await library.undo(changes);
		}
	}

	/** Notes that are made, refreshed, renamed and removed; two documents that are written and formatted. */
	private async written(keys: readonly string[]): Promise<void> {
		for (const paper of await this.library.papers(keys)) {
			const path = `file:///work/notes/${encodeURIComponent(paper['citation-key'])}.md`;
			const note = renderNote(builtInTemplate, paper, { now: this.clock.now() });
			this.write(path, note.kind === 'note' ? note.text : '');
			const refreshed = refreshNote(
				this.texts.get(path) ?? '',
				{ ...paper, abstract: `Day ${this.day}.` },
				{ template: builtInTemplate, now: this.clock.now() },
			);
			this.write(
				path,
				refreshed.kind === 'refreshed' ? applyEdits(this.texts.get(path) ?? '', refreshed.edits) : (this.texts.get(path) ?? ''),
			);
			this.write(
				path,
				applyEdits(this.texts.get(path) ?? '', renameKeyIn(this.texts.get(path) ?? '', path, paper['citation-key'], `other${this.day}`)),
			);
		}
		for (const [name, style] of [
			['one', 'apa'],
			['two', 'ieee'],
			[`day${this.day}`, 'nature'],
		] as const) {
			const path = `file:///work/${name}.md`;
			let text = `---\ncsl: ${style}\nreferences:\n- id: own${this.day}\n  title: Written here\n---\n\n# Draft ${this.day}\n\n[@own${this.day}]\n`;
			for (const key of keys) {
				text += `\nA sentence [@${key}, p. ${this.day}] of the day.\n`;
				this.write(path, text);
				await this.formatting.format(path, documentSettings(text), findPandocCitations(text));
			}
		}
		[...this.texts.keys()].forEach(path => {
			this.texts.delete(path);
			this.notes.delete(path);
		});
	}

	private write(path: string, text: string): void {
		this.texts.set(path, text);
		this.notes.set(path, text, 'markdown');
	}

	private async linkedFile(papers: readonly Paper[]): Promise<void> {
		const file = { file: `file:///work/day${this.day}.bib`, label: `day${this.day}.bib` };
		await this.linked.take(file, toBibtex(papers));
		await this.linked.take(file, toBibtex(papers.slice(1)));
		await this.joined.search('the', { limit: 20 });
		await this.linked.drop(file.file);
	}

	/** A day of hourly feeds, one of which is new and is gone again; what came is marked as read. */
	private async polled(): Promise<void> {
		const passing: Subscription = { topic: { kind: 'web-feed', url: `https://example.org/day${this.day}` }, every: 'hour' };
		for (let hour = 0; hour < 4; hour += 1) {
			this.clock.step(6 * intervals.hour);
			await this.polling.pollDue([...subscriptions, passing]);
		}
		for (const subscription of subscriptions) {
			const { entries } = await this.feeds.read(idOf(subscription.topic));
			await this.marks.set(
				entries.slice(0, 5).map(({ paper }) => paper),
				'read',
			);
			await this.marks.set(
				entries.slice(0, 5).map(({ paper }) => paper),
				undefined,
			);
		}
		await this.feeds.keepOnly(subscriptions.map(({ topic }) => idOf(topic)));
	}

	/** Another window changes a paper and goes away. */
	private async outside(): Promise<void> {
		const other = await openLibrary(nodeFileStore(), join(this.folder, 'library'));
		const [head] = other.heads();
		await other.update(head === undefined ? [] : [head.key], paper => ({ ...paper, rating: 1 + (this.day % 5) }));
		await this.library.refresh();
	}

	/** As a window that is opened for a moment: from the cache. */
	private async reopened(): Promise<void> {
		const window = await openLibrary(nodeFileStore(), join(this.folder, 'library'), { cache: diskCache(join(this.folder, 'cache')) });
		await window.search('learning', { limit: 20 });
	}

	private feedOf(url: string): string {
		// What came three days ago comes again, so that a feed has as much after a week as after a year.
		const items = Array.from(
			{ length: 100 },
			(_, at) =>
				`<item><title>${url} ${this.day % 3}.${at} of all things</title><link>${url}/${this.day % 3}/${at}</link><description>Nothing of it is true.</description></item>`,
		);
		return `<rss version="2.0"><channel><title>${url}</title>${items.join('')}</channel></rss>`;
	}

	private async wait(milliseconds: number): Promise<void> {
		await this.clock.wait(milliseconds);
		this.clock.waits.length = 0;
	}
}
