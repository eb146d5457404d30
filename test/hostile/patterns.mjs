// node test/hostile/patterns.mjs [TEXT]: tries every regular expression that stands in src (those of files whose path holds TEXT) on texts
// of one unit again and again, and prints those that take the square of the text. By hand, 20 minutes. What it prints may be right where
// the text is short for certain; else see how others forbid to begin again within a run, /(?<!\s)\s+$/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';

const [, , only = ''] = process.argv;
const size = 3000;
/** So many milliseconds are worth a second look. */
const suspicious = 3;
/** What repeats nothing takes no longer for a longer text. */
const repeats = /[*+]|,\}/;
const units = Array.from(' \t\na1-.,<>[](){}*_`"\'\\/#@:;=&|^~$%!?+é');
const longUnits = ['a ', 'a,', '- ', 'a-', '1.', 'a:', '; ', 'a b ', 'A. ', ' a', '](', '[a', '<a', '](a', '\\a', '{a'];
const starts = ['', 'a', '[', '"', '10.', 'https://a', '@a{', '<', '\\'];
const ends = ['', '\0', 'b', '{', 'x!', '\n\n?'];

/** @returns {Map<string, string>} each expression as it is written, and where it stands first */
function patternsOf() {
	const found = new Map();
	for (const name of readdirSync('src', { recursive: true }).map(String)) {
		if (!name.endsWith('.ts') || !name.includes(only)) {
			continue;
		}
		const file = typescript.createSourceFile(name, readFileSync(join('src', name), 'utf8'), typescript.ScriptTarget.Latest, true);
		const visit = node => {
			if (typescript.isRegularExpressionLiteral(node) && repeats.test(node.text) && !found.has(node.text)) {
				found.set(node.text, `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
			}
			typescript.forEachChild(node, visit);
		};
		visit(file);
	}
	return found;
}

/** @returns {(text: string) => number} milliseconds that it takes to find all */
function timing(written) {
	const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(written);
	const pattern = new RegExp(source, flags.includes('y') ? flags.replace('g', '') : `${flags.replace('g', '')}g`);
	return text => {
		pattern.lastIndex = 0;
		const started = performance.now();
		if (pattern.sticky) {
			pattern.exec(text);
		} else {
			text.replace(pattern, found => found);
		}
		return performance.now() - started;
	};
}

/** @returns {string | undefined} the text that takes the square of its length */
function slowText(time) {
	for (const unit of [...units, ...longUnits]) {
		for (const start of starts) {
			for (const end of ends) {
				const textOf = length => start + unit.repeat(length / unit.length) + end;
				if (time(textOf(size)) > suspicious) {
					const [once, twice] = [textOf(size), textOf(2 * size)].map(text => Math.min(time(text), time(text), time(text)));
					if (once > suspicious / 2 && twice > 3 * once) {
						return `${JSON.stringify(`${start}${unit}…${end}`)} ${once.toFixed(1)} ms, twice the text ${twice.toFixed(1)} ms`;
					}
				}
			}
		}
	}
	return undefined;
}

for (const [written, place] of patternsOf()) {
	const slow = slowText(timing(written));
	if (slow !== undefined) {
		console.log(`${place} ${written.slice(0, 150)} ${slow}`);
	}
}
