// node test/conformance/makePandocOutputs.mjs FOLDER STYLE...: writes FOLDER/x.pandoc.json for each x.md, with works of FOLDER/refs.bib, as
// pandoc --citeproc formats them in bundled styles. Needs the npm package pandoc-wasm, which is under the GPL and no dependency: npm
// install --no-save pandoc-wasm
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { convert } = await import('pandoc-wasm');
const media = join(import.meta.dirname ?? '.', '../../media/csl');
const [folder = '.', ...styles] = process.argv.slice(2);

for (const name of readdirSync(folder).filter(file => file.endsWith('.md'))) {
	const outputs = {};
	const markdown = readFileSync(join(folder, name), 'utf8');
	// In other languages ACM's list would compare once more how pandoc prints and sorts "and others" of a .bib.
	for (const style of styles.filter(style => !(/^lang: (?!en)/m.test(markdown) && style.startsWith('association-for')))) {
		outputs[style] = await format(markdown, style);
	}
	writeFileSync(join(folder, name.replace(/md$/, 'pandoc.json')), `${JSON.stringify(outputs, undefined, 1)}\n`);
}

async function format(markdown, style) {
	const files = {
		'refs.bib': readFileSync(join(folder, 'refs.bib'), 'utf8'),
		'style.csl': readFileSync(join(media, 'styles', `${style}.csl`), 'utf8'),
	};
	const { stdout } = await convert(
		{ from: 'markdown', to: 'json', citeproc: true, bibliography: ['refs.bib'], csl: 'style.csl' },
		markdown,
		files,
	);
	const found = { citations: [], references: [] };
	collect(JSON.parse(stdout).blocks, found);
	return found;
}

/** Citations and entries of the list, in order; what a style makes of a citation holds no further one. */
function collect(node, found) {
	if (Array.isArray(node)) {
		node.forEach(one => collect(one, found));
	} else if (node?.t === 'Cite') {
		found.citations.push({ keys: node.c[0].map(({ citationId }) => citationId), text: oneLine(inlines(node.c[1])) });
	} else if (node?.t === 'Div' && node.c[0][0].startsWith('ref-')) {
		found.references.push({ key: node.c[0][0].slice(4), text: oneLine(blocks(node.c[1])) });
	} else if (node?.t === 'Figure') {
		// The words of its image are its caption again.
		collect(node.c[1], found);
	} else if (typeof node === 'object' && node !== null) {
		Object.values(node).forEach(one => collect(one, found));
	}
}

function inlines(nodes) {
	return nodes
		.map(({ t, c }) => {
			switch (t) {
				case 'Str':
					return c;
				case 'Space':
				case 'SoftBreak':
				case 'LineBreak':
					return ' ';
				case 'Quoted':
					return c[0].t === 'DoubleQuote' ? `“${inlines(c[1])}”` : `‘${inlines(c[1])}’`;
				case 'Cite':
				case 'Link':
				case 'Span':
					return inlines(c[1]);
				case 'Code':
				case 'Math':
				case 'RawInline':
					return c[1];
				case 'Note':
					return `{${blocks(c)}}`;
				default:
					return Array.isArray(c) ? inlines(c) : '';
			}
		})
		.join('');
}

function blocks(nodes) {
	return nodes.map(({ t, c }) => (t === 'Para' || t === 'Plain' ? inlines(c) : t === 'Div' ? blocks(c[1]) : '')).join(' ');
}

function oneLine(text) {
	return text.replace(/\s+/g, ' ').trim();
}
