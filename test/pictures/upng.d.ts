declare module 'upng-js' {
	interface Image {
		readonly width: number;
		readonly height: number;
	}
	const upng: {
		decode(png: ArrayBuffer): Image;
		/** One buffer for each frame. */
		toRGBA8(image: Image): ArrayBuffer[];
		/** `colors` is 0 for all; `delays` are milliseconds, one for each frame. */
		encode(frames: readonly ArrayBuffer[], width: number, height: number, colors: number, delays?: readonly number[]): ArrayBuffer;
	};
	export default upng;
}
