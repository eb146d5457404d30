/**
 * A text as part of an address. `encodeURIComponent` alone throws at half a surrogate pair, which a cut title may hold; that becomes the
 * sign for what cannot be shown.
 */
export function addressPart(text: string): string {
	return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** A part of an address with its percent-encoding read; as it stands where that is broken. */
export function decodedAddress(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch (error) {
		if (error instanceof URIError) {
			return text;
		}
		throw error;
	}
}
