/** Zoom in per cent of the size that the settings say, in steps of ten. */
export const noZoom = 100;
const least = 50;
const most = 300;
const step = 10;

export function zoomed(zoom: number, steps: 1 | -1): number {
	return allowedZoom(zoom + steps * step);
}

/** The nearest zoom there is. */
export function allowedZoom(zoom: number): number {
	return Math.min(most, Math.max(least, Math.round(zoom / step) * step));
}
