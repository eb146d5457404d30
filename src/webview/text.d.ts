/** A script of its own, bundled, as text. */
declare module '*?text' {
	const source: string;
	export default source;
}
