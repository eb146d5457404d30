/** What a pattern that is being typed makes of some papers, or what is wrong with it. */
export type PatternPreview =
	| { readonly kind: 'names'; readonly names: readonly PreviewedName[] }
	| { readonly kind: 'mistake'; readonly message: string };

export interface PreviewedName {
	/** A citation key, or where a note goes. */
	readonly name: string;
	/** The paper's title. */
	readonly title: string;
}
