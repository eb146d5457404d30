/** The colours of the graph: the theme's, which charts are drawn with. */
export interface Palette {
	readonly background: string;
	readonly text: string;
	readonly edge: string;
	readonly emphasis: string;
	readonly unread: string;
	readonly reading: string;
	readonly read: string;
	readonly note: string;
	readonly tag: string;
	/** Themes of high contrast: nothing is faint there. */
	readonly isHighContrast: boolean;
	readonly font: string;
}

export function readPalette(): Palette {
	const style = getComputedStyle(document.body);
	const colour = (...names: readonly string[]) =>
		names.map(name => style.getPropertyValue(`--vscode-${name}`).trim()).find(value => value !== '') ?? style.color;
	const { classList } = document.body;
	const isHighContrast = classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
	return {
		background: colour('editor-background'),
		text: colour('editor-foreground', 'foreground'),
		edge: isHighContrast ? colour('foreground') : colour('charts-lines', 'foreground'),
		emphasis: colour('focusBorder', 'charts-blue'),
		unread: colour('charts-blue'),
		reading: colour('charts-yellow'),
		read: colour('charts-green'),
		note: colour('charts-purple'),
		tag: colour('charts-red'),
		isHighContrast,
		font: style.getPropertyValue('--vscode-font-family') || 'sans-serif',
	};
}

/** Calls `listener` when the user takes another theme. */
export function onThemeChange(listener: () => void): void {
	new MutationObserver(listener).observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
