/** A text as part of an address. `encodeURIComponent` alone throws at half a surrogate pair, which a cut title may hold; that becomes the sign for what cannot be shown. */
export function addressPart(text: string): string {
	return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
