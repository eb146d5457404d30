import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { Appearance } from '../../../protocol/reader';

const section = 'markdown.preview';

/** The settings of the Markdown preview: people who made prose readable there want it so here. */
export function appearance(): Appearance {
	const preview = workspace.getConfiguration(section);
	const fontFamily: unknown = preview.get('fontFamily');
	return {
		fontFamily: typeof fontFamily === 'string' ? fontFamily : '',
		fontSize: within(preview.get('fontSize'), 6, 100, 14),
		lineHeight: within(preview.get('lineHeight'), 1, 4, 1.6),
	};
}

export function onAppearanceChange(listener: () => void): Disposable {
	return workspace.onDidChangeConfiguration(event => {
		if (event.affectsConfiguration(section)) {
			listener();
		}
	});
}

function within(value: unknown, least: number, most: number, fallback: number): number {
	return typeof value === 'number' && value >= least && value <= most ? value : fallback;
}
