import type { Document, DocumentOptions, Pair, ParseOptions, SchemaOptions } from 'yaml';
import { Composer, CST, isCollection, isMap, isPair, isScalar, Lexer, LineCounter, Parser } from 'yaml';

export interface YamlMistake {
	/** One-based line of the source. */
	readonly line: number;
	/** A plain sentence, or the parser's words without a full stop. */
	readonly message: string;
}

export interface ReadYaml {
	/** The first document of the source; `undefined` where it is beyond what is read. */
	readonly document: Document.Parsed | undefined;
	/** The first thing that is wrong. */
	readonly mistake: YamlMistake | undefined;
}

/**
 * Reads YAML that a stranger may have written: never throws, takes time linear in the source, and refuses what nests or refers to itself
 * too much before anything recurses into it. The package reads nested collections by recursion, and a stack that ends in the middle of
 * compiling a regular expression ends the whole process, so that no `catch` helps. As `parseDocument` otherwise, but the same name twice is
 * told here: the package compares each name with all before it.
 *
 * @param longest in UTF-16 units: for what is read at once while somebody types, as the package reads a megabyte in a second
 */
export function readYaml(
	source: string,
	options: ParseOptions & DocumentOptions & SchemaOptions,
	longest = Number.POSITIVE_INFINITY,
): ReadYaml {
	if (source.length > longest) {
		return { document: undefined, mistake: { line: 1, message: 'It’s too long' } };
	}
	const lines = new LineCounter();
	const tokens = tokensOf(source, lines);
	if (!Array.isArray(tokens)) {
		return { document: undefined, mistake: tokens };
	}
	const [document, second] = withoutStackTraces(() => [
		...new Composer({ ...options, uniqueKeys: false }).compose(tokens, true, source.length),
	]);
	if (document === undefined) {
		return { document: undefined, mistake: undefined };
	}
	const [error] = document.errors;
	const offset = error?.pos[0];
	const mistake = error === undefined || offset === undefined ? undefined : { line: lines.linePos(offset).line, message: error.message };
	const several =
		second === undefined || options.logLevel === 'silent'
			? undefined
			: { line: lines.linePos(second.range[0]).line, message: 'Only one document is allowed here' };
	return { document, mistake: mistake ?? several ?? namesMistake(document, options.uniqueKeys !== false, lines) };
}

/** The package makes an error of each mistake, and a text may have one in each line: nearly all of their cost is the trace of the stack. */
function withoutStackTraces<T>(work: () => T): T {
	const limit: unknown = Reflect.get(Error, 'stackTraceLimit');
	Reflect.set(Error, 'stackTraceLimit', 0);
	try {
		return work();
	} finally {
		Reflect.set(Error, 'stackTraceLimit', limit);
	}
}

/** What stands in front of a document, or in the settings of a project. Several hundred works written out there are half of it. */
export const longestFrontMatter = 1_000_000;

/** Deeper than anybody writes. */
const deepest = 100;
/** Anchors and what refers to them; each reference is looked for among all of them. */
const mostReferences = 1000;
/** Brackets that close nothing, and the like. Only the first mistake is told. */
const mostMisplaced = 100;
/** `{{title}}` of a template that was not filled is a map within the name of a map. Names within names are written out once for each. */
const deepestName = 4;

function tokensOf(source: string, lines: LineCounter): CST.Token[] | YamlMistake {
	const parser = new Parser(lines.addNewLine);
	lines.addNewLine(0);
	const tokens: CST.Token[] = [];
	let offset = 0;
	let references = 0;
	let misplaced = 0;
	let before = '';
	for (const lexeme of new Lexer().lex(source)) {
		for (const token of parser.next(lexeme)) {
			tokens.push(token);
			misplaced += token.type === 'error' ? 1 : 0;
		}
		if (misplaced > mostMisplaced) {
			break;
		}
		if (parser.stack.length > deepest) {
			return { line: lines.linePos(offset).line, message: 'It’s nested too deeply' };
		}
		const type = before === CST.SCALAR ? 'scalar' : CST.tokenType(lexeme);
		references += type === 'alias' || type === 'anchor' ? 1 : 0;
		if (references > mostReferences) {
			return { line: lines.linePos(offset).line, message: 'It has too many anchors and aliases' };
		}
		offset += type === 'doc-mode' || lexeme === CST.SCALAR || lexeme === CST.FLOW_END ? 0 : lexeme.length;
		before = lexeme;
	}
	tokens.push(...parser.end());
	return tokens;
}

/** A name that stands twice in one map, or that holds maps and lists too deep. */
function namesMistake(document: Document.Parsed, unique: boolean, lines: LineCounter): YamlMistake | undefined {
	const open: { readonly node: unknown; readonly inNames: number }[] = [{ node: document.contents, inNames: 0 }];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const { node, inNames } = next;
		if (!isCollection(node)) {
			continue;
		}
		const names = new Set<unknown>();
		for (const item of node.items) {
			if (!isPair(item)) {
				open.push({ node: item, inNames });
				continue;
			}
			const place = lines.linePos(offsetOf(item) ?? node.range?.[0] ?? 0).line;
			if (isCollection(item.key) && inNames + 1 > deepestName) {
				return { line: place, message: 'Its keys are nested too deeply' };
			}
			open.push({ node: item.key, inNames: inNames + 1 }, { node: item.value, inNames });
			if (unique && isMap(node) && isScalar(item.key)) {
				if (names.has(item.key.value)) {
					return { line: place, message: 'Map keys must be unique' };
				}
				names.add(item.key.value);
			}
		}
	}
	return undefined;
}

function offsetOf({ key }: Pair): number | undefined {
	return isScalar(key) || isCollection(key) ? key.range?.[0] : undefined;
}
