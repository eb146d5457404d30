/** The part of citeproc-js we use. https://citeproc-js.readthedocs.io/en/latest/running.html */
declare module 'citeproc' {
	namespace CSL {
		interface System {
			/** Answers with the locale's XML, or `false` where there is none. */
			retrieveLocale(language: string): string | false;
			retrieveItem(id: string): object;
			/** With this, and the extension `apply_citation_wrapper`, citeproc marks what it says of each item that has a `system_id`. */
			wrapCitationEntry?(entry: string): string;
		}

		interface CitationItem {
			id: string;
			prefix?: string;
			suffix?: string;
			label?: string;
			locator?: string;
			'suppress-author'?: boolean;
			'author-only'?: boolean;
			/** 0 a first citation, 1 a later one. */
			position?: number;
		}

		interface Citation {
			citationID: string;
			citationItems: CitationItem[];
			properties: { noteIndex: number; mode?: 'author-only' | 'suppress-author'; unsorted?: boolean };
			/** The items in the order of the style, once processed. */
			sortedItems?: SortedItem[];
		}

		/** How a work is told apart from others that would be cited alike. Writing a cite notes more in it, which nothing reads. */
		interface AmbigConfig {
			readonly names?: unknown;
			readonly givens?: unknown;
			readonly year_suffix?: unknown;
			readonly disambiguate?: unknown;
		}

		/** An item as citeproc keeps it. */
		interface Item {
			readonly id: string;
			readonly author?: unknown;
			readonly editor?: unknown;
			readonly translator?: unknown;
			readonly title?: unknown;
		}

		type SortedItem = [item: Item, cite: CitationItem];

		/** A citation's id and the number of its note, 0 in the text. */
		type Position = [citationId: string, noteIndex: number];

		interface BibliographyParameters {
			entry_ids: string[][];
			hangingindent?: number | boolean;
			'second-field-align': string | false;
		}

		interface CitationOptions {
			readonly collapse?: unknown;
			readonly cite_group_delimiter?: string;
			readonly 'after-collapse-delimiter'?: string;
			readonly 'givenname-disambiguation-rule'?: string;
			readonly layout_prefix: string;
			readonly layout_suffix: string;
			readonly layout_delimiter: string;
		}

		interface OutputFormat {
			text_escape(text: string): string;
			[decoration: string]: unknown;
		}

		interface OutputState {
			/** A term of the style's locale: `and`, `et-al`. */
			getTerm(name: string, ...form: unknown[]): string;
		}

		/** What a number is made of; `plural` is 1 for several. */
		interface ShadowNumber {
			plural?: number;
			readonly values: readonly { readonly value: string; plural: number }[];
		}

		class Engine implements OutputState {
			constructor(system: System, style: string, language?: string, forceLanguage?: boolean);
			readonly opt: {
				xclass: 'note' | 'in-text';
				lang?: string;
				development_extensions: Record<string, boolean>;
				sort_citations?: boolean;
				/** Whether works of a citation are sorted once they have their numbers. */
				citation_number_sort?: boolean;
				/** Whether works of the same authors come together in a citation. */
				readonly grouped_sort?: unknown;
				'disambiguate-add-givenname'?: unknown;
				/** {@link POSITION} where what a cite says depends on those before it. */
				update_mode?: number | undefined;
			};
			readonly citation: {
				opt: CitationOptions;
				/** Compares what works are sorted by. */
				readonly srt: {
					compareKeys: (a: { readonly sortkeys: readonly unknown[] }, b: { readonly sortkeys: readonly unknown[] }) => number;
				};
			};
			/** What a style sorts the works of a citation by. */
			readonly citation_sort: { readonly tokens: readonly unknown[] };
			/** Holds the end of a range of dates until its start is written. */
			readonly dateput: { readonly queue: unknown; string(engine: Engine, queue: unknown): unknown; openLevel(token: unknown): void };
			readonly output: {
				/** What the parts of a citation (without a parent) or of a part of it say. */
				string: (
					engine: Engine,
					blobs: readonly (string | { readonly strings: BlobStrings })[],
					parent?: unknown,
				) => string | readonly Written[];
			};
			/** What citeproc remembers from one cite of a citation to the next. */
			readonly tmp: {
				/** While a cite is written to be compared with others. */
				readonly just_looking?: boolean;
				taintedItemIDs?: Record<string, boolean>;
				/** Those of which citeproc has asked the system since it last began a step. */
				loadedItemIDs: Record<string, boolean>;
				cite_index?: number;
				/** Numbers of the item or cite that is written. */
				readonly shadow_numbers: Record<string, ShadowNumber | undefined>;
				readonly lang_array?: readonly string[];
				readonly jump: { replace(to: 'succeed' | 'fail'): void };
				readonly date_token?: unknown;
				last_primary_names_string?: string | false;
				/** Those of the last entry of the list that had any. */
				last_rendered_name?: unknown;
				have_collapsed?: boolean;
				splice_delimiter?: string;
				rendered_name?: string[];
				value?: readonly unknown[];
				suppress_decorations?: boolean;
				date_object?: { readonly day?: unknown };
				disambig_request?: { readonly names: readonly number[] } | false;
				disambig_settings?: { readonly names: number[] };
				readonly disambiguate_count?: number | undefined;
				readonly disambiguate_maxMax?: number | undefined;
				/** While a cite is written for the sake of its names alone, which come into {@link Engine.registry}. */
				authorstring_request?: boolean;
				/** What is being written: `citation`, `bibliography_sort`. */
				readonly area?: string;
			};
			readonly fun: { readonly flipflopper: { processTags: (blob: { readonly blobs: string }) => void } };
			readonly bibliography: { tokens: unknown[]; opt: { 'subsequent-author-substitute'?: unknown; [option: string]: unknown } };
			/** What the list is sorted by: nothing where it stands in the order of the text. */
			readonly bibliography_sort: { readonly tokens: readonly unknown[] };
			readonly disambiguate: Disambiguation;
			readonly registry: {
				getSortedIds: () => string[];
				/** All works, in the order of the text. */
				mylist: string[];
				myhash: Readonly<Record<string, boolean>>;
				/** What some cites are alike in that have to be told apart. */
				ambigsTouched: Record<string, boolean>;
				// The steps of `updateItems`, in their order.
				init: (ids: string[]) => void;
				dodeletes: (kept: Readonly<Record<string, boolean>>) => void;
				doinserts: (ids: readonly string[]) => void;
				dorefreshes: () => void;
				rebuildlist: (isUnsorted: boolean) => void;
				setsortkeys: () => void;
				setdisambigs: () => void;
				sorttokens: (isUnsorted: boolean) => void;
				renumber: () => void;
				/** Works by what their cites are alike in. */
				readonly ambigcites: Record<string, readonly string[] | undefined>;
				readonly namereg: {
					/** Notes the name of a work; nothing where it is noted. */
					addname: (item: string, name: object, position: number) => void;
					/** How much of a name has to be shown: 0 the family name, 1 initials too, 2 all of it. */
					evalname: (item: string, name: object, position: number, least: number | undefined, form: string, initials?: string) => unknown;
					/** Of each item, what its names are noted under: their families. */
					readonly nameindpkeys: Record<string, Record<string, unknown> | undefined>;
					/** Forgets the names of works. */
					delitems: (ids: string | number | string[]) => unknown;
				};
				/** Items as citeproc keeps them, by their ids. */
				readonly refhash: Record<string, Item | undefined>;
				citationreg: { citationById: Record<string, Citation | undefined> };
				registry: Record<string, { disambig?: AmbigConfig | false; seq?: number } | undefined>;
			};
			retrieveItem: (id: string) => Item | undefined;
			/** Takes a number of an item or cite apart. */
			processNumber: (
				this: Engine,
				node: { readonly name: string } | false,
				cite: { readonly label?: string; readonly locator?: string } | undefined,
				variable: string,
			) => void;
			getTerm(name: string, ...form: unknown[]): string;
			/** An option of the style's locale: `punctuation-in-quote`. */
			getOpt(name: string): unknown;
			setOutputFormat(name: string): void;
			updateItems(ids: string[]): void;
			processCitationCluster: (
				citation: Citation,
				before: Position[],
				after: Position[],
				flag?: number,
			) => [object, [index: number, text: string, citationId: string][]];
			/** Writes a citation, whose works are sorted and have their positions. */
			process_CitationCluster: (this: Engine, items: SortedItem[], citation?: Citation) => string;
			makeCitationCluster(items: CitationItem[]): string;
			makeBibliography: (
				this: Engine,
				section?: { page_start: string | true; page_length: number },
			) => [BibliographyParameters, string[]] | false;
		}

		/** A name as it is taken apart. */
		interface Name {
			family?: string;
			given?: string;
			suffix?: string;
			'dropping-particle'?: string;
			'non-dropping-particle'?: string;
		}

		/** A part of a style: its start or end, or all of it. */
		interface Token {
			readonly next?: number;
			readonly succeed?: number;
			readonly fail?: number;
			/** Of a condition. */
			readonly test?: (item: Item, cite?: CitationItem | null) => boolean;
			readonly execs: readonly ((this: Token, engine: Engine, item: Item, cite?: CitationItem | null) => number | undefined)[];
		}

		/** What a piece of what is written has around it. */
		interface BlobStrings {
			prefix: string;
			suffix: string;
			delimiter?: string | undefined;
			readonly 'text-case'?: string | undefined;
			/** The work that the piece is all of. */
			readonly first_blob?: string | undefined;
		}

		/** Words, or a number that is yet to become words: it may be part of a range. */
		type Written = string | { readonly strings: BlobStrings };

		/** The part of a style that a piece is written by. */
		interface BlobToken {
			readonly strings: Partial<BlobStrings>;
			readonly decorations?: readonly (readonly unknown[])[];
		}

		/** A piece of what is written: words, or more pieces. */
		let Blob: new (text?: unknown, token?: BlobToken | null, levelname?: string) => object;

		/** What is open at the moment, such as the groups that are being written. */
		class Stack {
			readonly mystack: readonly unknown[];
			value: (this: Stack) => unknown;
		}

		/** Names of an item as they are written. */
		class NameOutput {
			readonly state: Engine;
			/** Remembers a name for the dash that stands for the same authors. */
			setRenderedName: (this: NameOutput, name: object) => void;
			/** The names of one kind, once they were counted. */
			_truncateNameList: (this: NameOutput, container: object, variable: string, index?: number) => readonly unknown[];
			/** What stands between the last two of several written names. */
			_getAndJoin: (this: NameOutput, names: readonly { isInstitution?: boolean }[], delimiter: string) => unknown;
			/** Whether what names are left becomes et al., an ellipsis and the last name, or nothing. */
			_setEtAlParameter: (this: NameOutput, kind: string, variable: string, index?: number) => void;
			readonly Item: Item & Readonly<Record<string, unknown>>;
			etal_use_last?: boolean | undefined;
			/** Leaves out the names that are too many, and notes how many there are now. */
			_imposeNameConstraints: (
				this: NameOutput,
				lists: Readonly<Record<string, readonly unknown[]>>,
				counts: Readonly<Record<string, number>>,
				key: string,
				position: number,
			) => void;
		}

		/** Tells works apart that would be cited alike. */
		class Disambiguation {
			/** So many names each work can be told apart by, in each of its sets of names. */
			readonly maxNamesByItemId: Record<string, number[] | undefined>;
			getCiteData: (this: Disambiguation, item: Item, base?: object) => void;
			/** Tells apart the works whose cites are alike in this. */
			run: (this: Disambiguation, cite: string) => void;
		}

		namespace Util {
			const Names: {
				/** A given name as initials, which end in `terminator`, or with those that stand in it written like that. */
				initializeWith: (engine: Engine, name: string, terminator: string, normalizeOnly?: boolean) => string;
			};
			const Dates: { year: { long: (engine: Engine, year: number | string | boolean) => string } };
		}

		/** What an engine writes for items in the order they are given. */
		function getCitationCluster(this: Engine, items: SortedItem[], citation?: Citation): string;
		/** Writes one cite of a citation; answers with its id. */
		function getCite(this: Engine, item: Item, cite?: CitationItem | null, previous?: string | null, keepNumbers?: boolean): string;
		/** Compares texts as a language sorts them. */
		function getSortCompare(this: Engine, language?: string): (a: string, b: string) => number;
		/** Does what a part of a style says; answers with the place of the part after it. */
		function tokenExec(this: Engine, token: Token, item: Item, cite?: CitationItem | null): number | undefined;
		/** Writes a cite as if nothing told it apart from others but what is given. */
		function getAmbiguousCite(this: Engine, item: Item, disambig?: AmbigConfig | null, visual?: boolean, cite?: CitationItem): string;
		function cloneAmbigConfig(config: AmbigConfig): AmbigConfig;
		/** What works are sorted by in a citation (`citation_sort`) or the list (`bibliography_sort`). */
		function getSortKeys(this: Engine, item: Item, kind: string): readonly unknown[];
		/** Whether a prefix ends a sentence, so that a term after it begins with a capital. */
		let checkIgnorePredecessor: (engine: Engine, prefix: string) => boolean;
		/** Takes `van` and the like, and what follows a comma, out of the family and given name. */
		let parseParticles: (name: Name) => void;
		/** The fields that stand in several languages. */
		const LangPrefsMap: Readonly<Record<string, string>>;
		/** What stands between a cite and the one before it. */
		function getSpliceDelimiter(this: Engine, lastLocator: boolean, lastCollapsed: boolean, position: number): string;
		/** Tells {@link Engine.processCitationCluster} that all works are known already. */
		const ASSUME_ALL_ITEMS_REGISTERED: number;
		/** What has a cite written again where it is another than before. */
		let POSITION_TEST_VARS: readonly string[];
		const POSITION: number;
		const NUMERIC: number;
		/** In the language that is being written. */
		let toLocaleLowerCase: ChangeCase;
		let toLocaleUpperCase: ChangeCase;
		type ChangeCase = (this: OutputState & { readonly tmp: { readonly lang_array?: readonly string[] } }, text: string) => string;
		/** Words that title case leaves small. */
		let SKIP_WORDS: string[];
		const Output: { Formats: Record<string, OutputFormat> };
	}

	export default CSL;
}
