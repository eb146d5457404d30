import { cslYaml } from '../../src/core/ingest/csl/cslYaml';
import { ingest } from '../../src/core/ingest/ingest';
import type { IncomingPaper } from '../../src/core/paper/paper';
import type { Case } from './cases';
import { names, textAt } from './cases';

/** `% pandoc ...`, a bibliography, `^D`, CSL-YAML whose texts are markdown. */
export function pandocCommands(path: string): readonly Case[] {
	return names(path, /\.md$/).flatMap(file => {
		const [, command = '', input = '', yaml = ''] = /% pandoc ([^\n]*)\n([^]*?)\n\^D\n([^]*?)\n```/.exec(textAt(path, file)) ?? [];
		return /-f (?:biblatex|bibtex|ris|endnotexml|csljson)/.test(command) ? [pandocCase(file, input, yaml)] : [];
	});
}

/** A bibliography, and behind a line `---` the CSL-YAML. */
export function biblioToYaml(path: string): readonly Case[] {
	return names(path, /\.(?:biblatex|bibtex)$/).flatMap(file => {
		const [input = '', yaml] = textAt(path, file).split(/^---\n(?=references:)/m);
		return yaml === undefined ? [] : [pandocCase(file, input, `---\n${yaml.replace(/^\.\.\.$[^]*/m, '')}`)];
	});
}

function pandocCase(name: string, input: string, yaml: string): Case {
	return { name, input, expected: markdownYaml(yaml), found: ingest(input).papers };
}

function markdownYaml(yaml: string): readonly IncomingPaper[] {
	const plain = yaml
		.replace(/\[([^\][]*)\]\{\.[a-z]+\}/g, '$1')
		.replace(/(?<=^|[\s("'“‘/])\*+([^*]+)\*+/gm, '$1')
		.replace(/~([^~\s]+)~|\^([^^\s]+)\^/g, '$1$2')
		.replace(/\\{1,2}([[\]'*_@$<>#~^-])/g, '$1');
	return [...cslYaml.read({ text: plain })].flatMap(reading => (reading.kind === 'paper' ? [reading.paper] : []));
}
