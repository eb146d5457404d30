import { Disposable, workspace } from 'vscode';
import type { Memento } from 'vscode';
import type { Appearance, LineWidth } from '../../../protocol/reader';
import { changeSetting, onSettingChange, settings } from '../../settings/settings';

const section = 'markdown.preview';
const zoomName = 'marginalia.reader.zoom';

/**
 * The settings of the Markdown preview, since people who made prose readable there want it so here; what they set for the reader itself
 * goes before.
 * @param memory where the size of the text is kept
 */
export function appearance(memory: Memento): Appearance {
	const preview = workspace.getConfiguration(section);
	const fontFamily: unknown = preview.get('fontFamily');
	const font = settings.readerFont();
	return {
		fontFamily: font === 'preview' && typeof fontFamily === 'string' ? fontFamily : '',
		serif: font === 'serif',
		width: settings.readerWidth(),
		zoom: within(memory.get(zoomName), 50, 300, 100),
		fontSize: within(preview.get('fontSize'), 6, 100, 14),
		lineHeight: within(preview.get('lineHeight'), 1, 4, 1.6),
	};
}

export function onAppearanceChange(listener: () => void): Disposable {
	return Disposable.from(
		onSettingChange(['reader.font', 'reader.width'], listener),
		workspace.onDidChangeConfiguration(event => {
			if (event.affectsConfiguration(section)) {
				listener();
			}
		}),
	);
}

/** New readers begin with it. In per cent. */
export async function keepZoom(memory: Memento, zoom: number): Promise<void> {
	await memory.update(zoomName, zoom);
}

/** Changes between letters with and without serifs, or to the next width: each goes on to the settings. */
export async function restyle(part: 'font' | 'width'): Promise<void> {
	if (part === 'font') {
		await changeSetting('reader.font', settings.readerFont() === 'serif' ? 'preview' : 'serif');
	} else {
		const [shortest, ...longer] = widths;
		await changeSetting('reader.width', longer[widths.indexOf(settings.readerWidth())] ?? shortest);
	}
}

const widths = ['narrow', 'medium', 'wide', 'full'] as const satisfies readonly LineWidth[];

function within(value: unknown, least: number, most: number, fallback: number): number {
	return typeof value === 'number' && value >= least && value <= most ? value : fallback;
}
