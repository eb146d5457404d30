/** The part of markdown-it the plugin needs. https://github.com/markdown-it/markdown-it/blob/master/docs/architecture.md */
export interface MarkdownIt {
	readonly core: {
		readonly ruler: {
			before(name: string, added: string, rule: (state: CoreState) => void): void;
			push(added: string, rule: (state: CoreState) => void): void;
		};
	};
	readonly renderer: { readonly rules: object };
}

export interface CoreState {
	src: string;
	tokens: Token[];
	readonly env?: object;
	readonly Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
}

export interface Token {
	type: string;
	content: string;
	children: Token[] | null;
	attrs: [string, string | number][] | null;
	block: boolean;
	map: [number, number] | null;
}

/** What the plugin does with a text: before markdown-it reads it, and after. */
export interface CitationRules {
	mark(state: CoreState): void;
	place(state: CoreState): void;
}

const renderings = new WeakMap<Token, () => void>();

/** Has a token of ours tell when it is rendered: tokens of a document are also made for its links and headings, and never rendered. */
export function onRendered(token: Token, listener: (() => void) | undefined): void {
	if (listener !== undefined) {
		renderings.set(token, listener);
	}
}

/** Puts the rules of citations into markdown-it. */
export function addCitationRules<T extends MarkdownIt>(md: T, rules: CitationRules): T {
	md.core.ruler.before('normalize', 'marginalia_mark_citations', state => rules.mark(state));
	md.core.ruler.push('marginalia_citations', state => rules.place(state));
	// Its content is HTML of ours already.
	const html = (tokens: readonly Token[], index: number) => {
		const token = tokens[index];
		if (token !== undefined) {
			renderings.get(token)?.();
		}
		return token?.content ?? '';
	};
	Object.assign(md.renderer.rules, { marginalia_citation: html, marginalia_references: html });
	return md;
}
