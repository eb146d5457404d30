import { textOf } from '../data/json';
import { fnv1a } from '../text/hash';
import type { Annotation } from './annotation';

/** Not of the W3C: where the picture of an area lies, as a path from the workspace folder. */
const pictureField = 'marginalia:picture';

/**
 * Where the picture of an area lies, as a path from the workspace folder: `images/song2021score-1f0e….png`. Others may have written the
 * line that says so.
 */
export function pictureOf({ kind, rest }: Annotation): string | undefined {
	const path = kind === 'area' ? textOf(rest[pictureField]) : undefined;
	const isInside =
		path !== undefined && /^[^/\\:][^\\:]{0,500}\.png$/i.test(path) && !path.split('/').some(part => part === '' || part === '..');
	return isInside ? path : undefined;
}

/** An area whose picture lies at a path from the workspace folder. */
export function withPicture(annotation: Annotation, path: string): Annotation {
	return { ...annotation, rest: { ...annotation.rest, [pictureField]: path } };
}

/** The file of an area's picture, by the paper's key for people and by the annotation's id, which no other has. */
export function pictureName(key: string, id: string): string {
	const words = key.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60);
	return `${words}-${[id, `2 ${id}`].map(text => fnv1a(text).toString(16).padStart(8, '0')).join('')}.png`;
}

/**
 * The folder of pictures, as a path from the workspace folder: what the user set, where that lies in the workspace, else beside the folder
 * of notes: `notes` has `images`, `papers/notes` has `papers/images`.
 */
export function picturesFolder(notesFolder: string, configured = ''): string {
	const wanted = partsOf(configured);
	const isInside = wanted.length > 0 && !/^[\\/]/.test(configured) && !wanted.some(part => part === '..' || part.includes(':'));
	return (isInside ? wanted : [...partsOf(notesFolder).slice(0, -1), 'images']).join('/');
}

function partsOf(path: string): readonly string[] {
	return path
		.trim()
		.split(/[\\/]+/)
		.filter(part => part !== '' && part !== '.');
}
