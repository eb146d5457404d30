/** Bytes in base64. https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function base64(bytes: Uint8Array): string {
	const few = 30_000;
	const parts = Array.from({ length: Math.ceil(bytes.length / few) }, (_, index) =>
		String.fromCharCode(...bytes.subarray(index * few, (index + 1) * few)),
	);
	return btoa(parts.join(''));
}
