import { ThemeColor, Uri } from 'vscode';
import { localize } from '../../core/data/localize';
import type { TagColor } from '../../core/library/labels';

/** A colour of tags in the user's theme. */
export function themeColorOf(color: TagColor): ThemeColor {
	return new ThemeColor(`charts.${color}`);
}

/** What a colour of tags is called. */
export function tagColorLabel(color: TagColor): string {
	switch (color) {
		case 'red':
			return localize('Red');
		case 'orange':
			return localize('Orange');
		case 'yellow':
			return localize('Yellow');
		case 'green':
			return localize('Green');
		case 'blue':
			return localize('Blue');
		case 'purple':
			return localize('Purple');
	}
}

/** As VS Code's own themes have them, light enough for dark ones and dark enough for light ones: pictures know no theme. */
const shades: Readonly<Record<TagColor, string>> = {
	red: '#e5484d',
	orange: '#d18616',
	yellow: '#bf9a0d',
	green: '#4f9d57',
	blue: '#3794ff',
	purple: '#a259d9',
};

/** A dot in a colour of tags, where a picture is wanted. */
export function tagDot(color: TagColor): Uri {
	const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="5" fill="${shades[color]}"/></svg>`;
	return Uri.parse(`data:image/svg+xml;base64,${btoa(picture)}`);
}
