import { readsOperators, tokensOf } from './query';
import type { Token } from './query';

/**
 * A query in the parts that can be taken away one by one: `diffusion models -author:smith (a OR b)` in `diffusion models`,
 * `-author:smith` and `a OR b`. Words without a field stay together; a query of alternatives is one part.
 */
export function statementsOf(query: string): readonly string[] {
	return statementsIn(query, readsOperators(query));
}

/** @param hasOperators as the whole query has them: what stands in parentheses, `(A OR B)`, may have no small letter of its own */
function statementsIn(query: string, hasOperators: boolean): readonly string[] {
	const text = query.trim();
	const pieces = topLevel([...tokensOf(text, hasOperators)]);
	if (pieces.length === 0 || pieces.some(({ kind }) => kind === 'or')) {
		return text === '' ? [] : [text];
	}
	const statements: { text: string; isPlain: boolean }[] = [];
	for (const { kind, start, end } of pieces) {
		const written = text.slice(start, end);
		const last = statements.at(-1);
		if (kind === 'plain' && last?.isPlain === true) {
			last.text += ` ${written}`;
		} else {
			const inner = kind === 'group' ? statementsIn(withoutParentheses(written), hasOperators) : [written];
			statements.push(...inner.map(one => ({ text: one, isPlain: kind === 'plain' })));
		}
	}
	return statements.map(statement => statement.text);
}

/** The query that asks for several at once: `a OR b`, `c` and `d` as `(a OR b) c d`. */
export function queryOfAll(queries: readonly string[]): string {
	const said = [...new Set(queries.map(query => query.trim()))].filter(query => query !== '');
	const hasOperators = said.some(readsOperators);
	return said.length < 2 ? (said[0] ?? '') : said.map(query => closed(query, hasOperators)).join(' ');
}

interface Piece {
	/** Words without a field, a field or what is excluded, something in parentheses, or an OR. */
	readonly kind: 'plain' | 'special' | 'group' | 'or';
	readonly start: number;
	readonly end: number;
}

function topLevel(tokens: readonly Token[]): readonly Piece[] {
	const pieces: Piece[] = [];
	let open: Extract<Token, { kind: 'open' }> | undefined;
	let depth = 0;
	for (const token of tokens) {
		depth += token.kind === 'open' ? 1 : token.kind === 'close' ? -1 : 0;
		if (token.kind === 'open') {
			open ??= token;
		} else if (open !== undefined) {
			if (depth === 0) {
				const isPlain = !open.excluded && open.name === undefined;
				pieces.push({ kind: isPlain ? 'group' : 'special', start: open.start, end: token.end });
				open = undefined;
			}
		} else if (token.kind === 'or') {
			pieces.push({ kind: 'or', start: token.start, end: token.end });
		} else if (token.kind === 'part') {
			const { excluded, name, quote } = token.part;
			pieces.push({ kind: excluded || name !== undefined || quote !== 'none' ? 'special' : 'plain', start: token.start, end: token.end });
		}
	}
	return open === undefined ? pieces : [...pieces, { kind: 'special', start: open.start, end: tokens.at(-1)?.end ?? open.end }];
}

function withoutParentheses(group: string): string {
	return group.slice(group.indexOf('(') + 1, -1);
}

/** A query that means the same whatever follows it: quotes and parentheses are closed, alternatives are in parentheses. */
function closed(query: string, hasOperators: boolean): string {
	const tokens = [...tokensOf(query, hasOperators)];
	const last = tokens.at(-1);
	const quote = last?.kind === 'part' && last.part.quote === 'open' ? '"' : '';
	const open = tokens.reduce((depth, { kind }) => depth + (kind === 'open' ? 1 : kind === 'close' ? -1 : 0), 0);
	const whole = query + quote + (open === 0 ? '' : ` ${')'.repeat(open)}`);
	const isOperatorLast = (last?.end ?? 0) < query.length;
	return isOperatorLast || topLevel(tokens).some(({ kind }) => kind === 'or') ? `(${whole})` : whole;
}
