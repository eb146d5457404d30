import { Uri, workspace } from 'vscode';
import type { JsonObject } from '../../core/data/json';
import type { IncomingPaper } from '../../core/paper/paper';
import { namedPdfs } from '../../core/pdf/fileField';
import { pdfLink } from '../../core/pdf/pdfLinks';
import { withEndSlash } from '../../core/text/paths';
import { isThere } from '../files/filePresence';
import { addressOf, lookAtFile } from './attachedFile';

/**
 * The PDFs that papers of one file name, as far as they are there: beside that file, or in the workspace. What a stranger's record says
 * leads nowhere else.
 */
export class PdfsNamedIn {
	private readonly folders: readonly Uri[];
	/** Whether the first step of a path is there, by its place: many lists name thousands of files in one folder of another computer. */
	private readonly firstSteps = new Map<string, Promise<boolean>>();

	/** `file` has the papers; a record that is in the library alone has none. */
	constructor(file?: Uri) {
		this.folders = [...(file === undefined ? [] : [Uri.joinPath(file, '..')]), ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
	}

	/** The PDFs of a paper, each once. */
	async of(paper: JsonObject): Promise<readonly Uri[]> {
		const found = new Map<string, Uri>();
		for (const path of namedPdfs(paper)) {
			const uri = await this.find(path);
			if (uri !== undefined) {
				found.set(uri.toString(), uri);
			}
		}
		return [...found.values()];
	}

	/** The paper with links to its PDFs. */
	async attach(paper: IncomingPaper): Promise<IncomingPaper> {
		const pdfs = paper['custom'] === undefined ? [] : await this.of(paper);
		return pdfs.length === 0 ? paper : { ...paper, links: [...(paper.links ?? []), ...pdfs.map(uri => pdfLink(addressOf(uri)))] };
	}

	private async find(path: string): Promise<Uri | undefined> {
		for (const folder of this.folders) {
			const place = placeOf(folder, path);
			if (this.isWithin(place) && (await this.mayBeThere(folder, path)) && (await lookAtFile(place)) === place) {
				return place;
			}
		}
		return undefined;
	}

	private isWithin({ scheme, authority, path }: Uri): boolean {
		return this.folders.some(
			folder =>
				folder.scheme === scheme && folder.authority === authority && smallDrive(path).startsWith(withEndSlash(smallDrive(folder.path))),
		);
	}

	private mayBeThere(folder: Uri, path: string): Promise<boolean> {
		const [first = ''] = path.replace(/^(?:\.\/)+/, '').split('/');
		if (isAbsolute(path) || first === '..' || first === path) {
			return Promise.resolve(true);
		}
		const place = Uri.joinPath(folder, first);
		const known = this.firstSteps.get(place.toString()) ?? isThere(place);
		this.firstSteps.set(place.toString(), known);
		return known;
	}
}

function isAbsolute(path: string): boolean {
	return /^(?:\/|[a-z]:\/)/i.test(path);
}

function placeOf(folder: Uri, path: string): Uri {
	// Joined to nothing, so that `..` in it leads out of no folder that it seems to be in.
	return isAbsolute(path) ? Uri.joinPath(folder.with({ path: '/' }), path) : Uri.joinPath(folder, path);
}

/** `/C:/Users` and `/c:/Users` are one place. */
function smallDrive(path: string): string {
	return path.replace(/^\/[A-Z]:/, drive => drive.toLowerCase());
}
