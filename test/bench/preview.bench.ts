import { readFileSync } from 'node:fs';
import markdownIt from 'markdown-it';
import { nearestLocale } from '../../src/core/citing/bibliography/styles';
import { openFormatter } from '../../src/core/citing/bibliography/formatter';
import { CitationPreview } from '../../src/core/citing/citationPreview';
import { DocumentFormatting } from '../../src/core/citing/documentFormatting';
import { citationsPlugin } from '../../src/core/citing/markdownItPlugin';
import { openLibrary } from '../../src/core/library/library';
import { PapersOfHeads } from '../../src/core/library/papersOfHeads';
import { MemoryFileStore } from '../fakes/memoryFileStore';
import type { Bench } from './bench';
import { quantile, row, timed } from './bench';
import { generatePapers } from './generatePapers';

const words = 5000;
const citations = 200;
const keysTyped = 40;

/**
 * A document of 5,000 words with 200 citations in the preview: rendered for the first time, while one types words, and while one cites
 * another work.
 */
export const bench: Bench = {
	sizes: [citations],
	async rows(size) {
		const library = await openLibrary(new MemoryFileStore(), 'library');
		await library.add(generatePapers(size));
		const keys = library.heads().map(head => head.key);
		const papers = new PapersOfHeads(library);
		const stretches = new Stretches();
		const refreshed = new Signal();
		const formatting = new DocumentFormatting({
			open: (_, __, itemOf) =>
				openFormatter({
					style: readFileSync('media/csl/styles/apa.csl', 'utf8'),
					localeOf: language => readFileSync(`media/csl/locales/locales-${nearestLocale(language)}.xml`, 'utf8'),
					itemOf,
					pause: () => stretches.pause(),
				}),
			papersOf: () => async key => {
				const head = library.head(key);
				return head && papers.paper(head);
			},
			bibliographyKeys: () => [],
		});
		const preview = new CitationPreview({
			formatting,
			documentOf: () => '',
			refresh: () => refreshed.give(),
			report: error => {
				throw error;
			},
		});
		const md = citationsPlugin(preview.source)(markdownIt({ html: true, linkify: true }));
		const plain = markdownIt({ html: true, linkify: true });
		let text = documentOf(keys);
		const shown = async () => {
			const next = refreshed.next();
			stretches.start();
			md.render(text);
			await next;
			stretches.end();
			md.render(text);
		};
		const first = await timed(shown);
		const typing: number[] = [];
		const withoutUs: number[] = [];
		for (let key = 0; key < keysTyped; key += 1) {
			text = text.replace('lorem', `lorem${'x'.repeat(key % 3)} ipsum`);
			typing.push(await timed(() => md.render(text)));
			withoutUs.push(await timed(() => plain.render(text)));
		}
		stretches.longest.length = 0;
		const citing: number[] = [];
		for (let key = 0; key < 10; key += 1) {
			text = text.replace(/\n\n/, ` And again [@${keys[key * 7] ?? ''}, p. ${key + 1}].\n\n`);
			citing.push(await timed(shown));
		}
		return [
			row('preview-first', size, 'ms', [first]),
			row('preview-render', size, 'ms', typing, { name: 'markdown-it alone', values: withoutUs }, { most: 100 }),
			row('preview-cite', size, 'ms', citing, undefined, { most: 100 }),
			row('preview-host-blocked', size, 'ms', [quantile(stretches.longest, 1)], undefined, { most: 50 }),
		];
	},
};

function documentOf(keys: readonly string[]): string {
	const paragraphs = keys.map(
		(key, index) =>
			`${'lorem dolor sit amet consectetur '.repeat(words / citations / 5)}[see @${key}, p. ${index + 1}; @${keys[(index * 13) % keys.length] ?? key}].`,
	);
	return `# A manuscript\n\n${paragraphs.join('\n\n')}\n`;
}

/** How long work goes on without a pause. */
class Stretches {
	readonly longest: number[] = [];
	private started = 0;

	start(): void {
		this.started = performance.now();
	}

	end(): void {
		this.longest.push(performance.now() - this.started);
	}

	async pause(): Promise<void> {
		this.end();
		await new Promise(resolve => setImmediate(resolve));
		this.start();
	}
}

class Signal {
	private resolve: (() => void) | undefined;

	next(): Promise<void> {
		return new Promise(resolve => (this.resolve = resolve));
	}

	give(): void {
		this.resolve?.();
	}
}
