import Mustache from 'mustache';
import type { TemplateSpans } from 'mustache';
import { localize } from '../data/localize';
import type { Json, JsonObject } from '../data/json';
import { isArray, isObject } from '../data/json';
import { lineAt, lineStarts } from '../text/lines';
import type { Moment } from './moment';
import { formatMoment, isMomentPattern } from './moment';

/** What a field of a template holds. Functions are asked only where the template uses the field. */
export type FieldValue = Json | Moment | undefined;
export type Fields = ReadonlyMap<string, FieldValue | (() => FieldValue)>;

export interface TemplateMistake {
	readonly kind: 'mistake';
	/** One-based line of the template. */
	readonly line: number;
	/** A plain sentence that does not name the line. */
	readonly message: string;
}

export interface FilledTemplate {
	readonly kind: 'filled';
	readonly text: string;
	/** The template's line (one-based) that each line of the text came from. */
	readonly lines: readonly number[];
}

export interface FillOptions {
	readonly fields: Fields;
	/** Names that may be asked for although the paper has no such field; any other unknown name is a mistake. */
	readonly known: { has(name: string): boolean };
	/** What takes the place of a `{{field}}`; `before` is the text that was filled so far. */
	write(value: FieldValue, tag: TagUse, before: string): string;
}

/** How a template uses a value. */
export interface TagUse {
	/** The first part of its path. */
	readonly name: string;
	/** Whether the value is a part of a field, or of what a section goes through, not a field itself. */
	readonly isPart: boolean;
	/** Whether the template asks for it without any escaping, as `{{{field}}}` or `{{& field}}`. */
	readonly raw: boolean;
	/** Whether each of its lines is to be quoted: {@link quoteLines}. */
	readonly quoted: boolean;
}

/**
 * Fills a Mustache template (https://mustache.github.io/mustache.5.html): `{{field}}`, `{{#field}}...{{/field}}` for each item or where
 * there is a value, `{{^field}}...{{/field}}` where there is none, `{{! remark }}`. Ours besides: `{{abstract | quote}}` and `{{now | D
 * MMMM YYYY}}`. The library reads the template; the filling is done here so that a name finds fields only, never what a JavaScript object
 * inherits, and so that `write` says how a value is escaped.
 */
export function fillTemplate(template: string, options: FillOptions): FilledTemplate | TemplateMistake {
	if (template.length > longestTemplate) {
		return { kind: 'mistake', line: 1, message: localize('The template is longer than {0} characters. Shorten it.', longestTemplate) };
	}
	const spans = parse(template);
	if (!isSpans(spans)) {
		return spans;
	}
	const filling = new Filling(lineStarts(template), options);
	return filling.mistakeIn(spans, 0) ?? filling.fill(spans);
}

// The library cuts its input anew at every tag, which a template of this length still bears.
const longestTemplate = 100_000;
const deepestSection = 50;
// Lists inside lists multiply; a note is never that long.
const mostSteps = 100_000;

function isSpans(value: TemplateSpans | TemplateMistake): value is TemplateSpans {
	return Array.isArray(value);
}

function parse(template: string): TemplateSpans | TemplateMistake {
	try {
		return Mustache.parse(template);
	} catch (error) {
		if (error instanceof Error) {
			return describe(error, template);
		}
		throw error;
	} finally {
		// The library would keep every template it ever saw.
		Mustache.clearCache();
	}
}

/** `Unclosed section "authors" at 120` in words for the one who wrote the template. */
function describe(error: Error, template: string): TemplateMistake {
	const place = / at (\d+)$/.exec(error.message);
	const line = lineAt(lineStarts(template), Number(place?.[1] ?? 0));
	const name = /"(.*)"/s.exec(error.message)?.[1] ?? '';
	const message = messageFor(error.message, name);
	if (message === undefined) {
		throw error;
	}
	return { kind: 'mistake', line, message };
}

/** The sentence for what mustache says, which has no codes. */
function messageFor(error: string, name: string): string | undefined {
	if (error.startsWith('Unclosed tag')) {
		return localize('A “{0}” isn’t closed; close it with “{1}”.', '{{', '}}');
	}
	if (error.startsWith('Unclosed section')) {
		return localize('The section “{0}” isn’t closed before this line; close it with “{1}”.', name, `{{/${name}}}`);
	}
	if (error.startsWith('Unopened section')) {
		return localize('This closes a section “{0}” that isn’t open; open it with “{1}” or remove this tag.', name, `{{#${name}}}`);
	}
	return error.startsWith('Invalid tags') ? localize('A change of delimiters needs two, such as “{0}”.', '{{=<% %>=}}') : undefined;
}

type Span = TemplateSpans[number];

class Filling {
	private text = '';
	private readonly lines: number[] = [1];
	/** Innermost last. */
	private readonly scopes: FieldValue[] = [];

	private steps = 0;

	constructor(
		private readonly starts: readonly number[],
		private readonly options: FillOptions,
	) {}

	mistakeIn(spans: TemplateSpans, depth: number): TemplateMistake | undefined {
		for (const span of spans) {
			const message =
				depth > deepestSection
					? localize('Sections are nested more than {0} levels deep. Use fewer.', deepestSection)
					: this.messageOn(span);
			if (message !== undefined) {
				return { kind: 'mistake', line: lineAt(this.starts, span[2]), message };
			}
			const inner = contentOf(span);
			const mistake = inner && this.mistakeIn(inner, depth + 1);
			if (mistake) {
				return mistake;
			}
		}
		return undefined;
	}

	private messageOn(span: Span): string | undefined {
		const [type, source] = span;
		if (type === '>') {
			return localize('A template can’t include another one. Put its text here.');
		}
		if (type === 'text' || type === '!' || type === '=') {
			return undefined;
		}
		const { path, filters } = readTag(source);
		const [name = ''] = path;
		if (name !== '.' && !this.options.fields.has(name) && !this.options.known.has(name)) {
			return localize('Unknown field “{0}”. See the list of fields in docs/notes.md.', name);
		}
		const unknown = filters.find(filter => !filterTable.has(filter) && !isMomentPattern(filter));
		return unknown === undefined
			? undefined
			: localize('“{0}” is neither one of {1} nor a date format such as YYYY-MM-DD.', unknown, [...filterTable.keys()].join(', '));
	}

	fill(spans: TemplateSpans): FilledTemplate | TemplateMistake {
		this.add(spans);
		return this.steps > mostSteps
			? { kind: 'mistake', line: 1, message: localize('The template nests so many lists that the note is too long. Use fewer.') }
			: { kind: 'filled', text: this.text, lines: this.lines };
	}

	private add(spans: TemplateSpans): void {
		for (const span of spans) {
			this.steps += 1;
			if (this.steps > mostSteps) {
				return;
			}
			this.addSpan(span);
		}
	}

	private addSpan(span: Span): void {
		const [type, source, start] = span;
		switch (type) {
			case 'text':
				this.addText(source, lineAt(this.starts, start));
				break;
			case 'name':
			case '&':
				this.addValue(source, type === '&');
				break;
			case '#':
				this.addSection(this.valueOf(source), contentOf(span) ?? []);
				break;
			case '^':
				if (isEmpty(this.valueOf(source))) {
					this.add(contentOf(span) ?? []);
				}
				break;
			case '!':
			case '=':
			case '>':
				break;
		}
	}

	private addText(text: string, line: number): void {
		if (this.text === '' || this.text.endsWith('\n')) {
			// Lines that hold nothing but a section's tag leave no line behind.
			this.lines[this.lines.length - 1] = line;
		}
		this.text += text;
		let next = line;
		for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
			next += 1;
			this.lines.push(next);
		}
	}

	private addSection(value: FieldValue, content: TemplateSpans): void {
		if (isEmpty(value)) {
			return;
		}
		for (const item of isArray(value) ? value : [value]) {
			this.scopes.push(item);
			this.add(content);
			this.scopes.pop();
		}
	}

	private addValue(tag: string, raw: boolean): void {
		const { path, filters } = readTag(tag);
		const [name = ''] = path;
		const isPart = path.length > 1 || name === '.' || this.scopeOf(name) !== undefined;
		const value = filters.filter(filter => filter !== quote).reduce(applyFilter, this.lookUp(path));
		this.text += this.options.write(value, { name, isPart, raw, quoted: filters.includes(quote) && typeof value === 'string' }, this.text);
	}

	private valueOf(tag: string): FieldValue {
		const { path, filters } = readTag(tag);
		return filters.reduce(applyFilter, this.lookUp(path));
	}

	private scopeOf(name: string): FieldValue {
		return this.scopes.findLast(value => isRecord(value) && Object.hasOwn(value, name));
	}

	private lookUp(path: readonly string[]): FieldValue {
		const [name = '', ...rest] = path;
		return rest.reduce(partOf, name === '.' ? this.scopes.at(-1) : this.find(name));
	}

	private find(name: string): FieldValue {
		const scope = this.scopeOf(name);
		if (scope !== undefined) {
			return partOf(scope, name);
		}
		const field = this.options.fields.get(name);
		return typeof field === 'function' ? field() : field;
	}
}

/** `author.family | upper` as path and filters. */
function readTag(source: string): { readonly path: readonly string[]; readonly filters: readonly string[] } {
	const [path = '', ...filters] = source.split('|').map(part => part.trim());
	return { path: path === '.' ? ['.'] : path.split('.'), filters };
}

function contentOf(span: Span): TemplateSpans | undefined {
	return span.length === 6 ? span[4] : undefined;
}

function partOf(value: FieldValue, name: string): FieldValue {
	if (isArray(value)) {
		return /^\d{1,9}$/.test(name) ? value[Number(name)] : undefined;
	}
	return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: FieldValue): value is JsonObject {
	return isObject(value) && !isMoment(value);
}

export function isMoment(value: FieldValue): value is Moment {
	return isObject(value) && value['kind'] === 'moment' && typeof value['year'] === 'number';
}

/** Mustache's own rule, and the empty text and the empty record with it. */
function isEmpty(value: FieldValue): boolean {
	return (
		value === undefined ||
		value === null ||
		value === false ||
		value === '' ||
		(isArray(value) && value.length === 0) ||
		(isRecord(value) && Object.keys(value).length === 0)
	);
}

function applyFilter(value: FieldValue, filter: string): FieldValue {
	if (isMoment(value)) {
		return isMomentPattern(filter) ? formatMoment(value, filter) : value;
	}
	return typeof value === 'string' ? (filterTable.get(filter)?.(value) ?? value) : value;
}

/** Quotes each line of a text, as Markdown does. */
export function quoteLines(text: string): string {
	return text
		.split(/\r\n|[\n\r]/)
		.map(line => `> ${line}`.trimEnd())
		.join('\n');
}

const quote = 'quote';

const filterTable: ReadonlyMap<string, (text: string) => string> = new Map([
	[quote, quoteLines],
	['lower', text => text.toLowerCase()],
	['upper', text => text.toUpperCase()],
]);
