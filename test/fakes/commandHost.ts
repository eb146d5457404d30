import type { CommandHost } from '../../src/cli/host';
import type { ProgramFiles } from '../../src/core/files/disk';
import type { FileStore } from '../../src/core/files/ports';
import { askingFor } from './askingFor';

/** What commands ask of their host, around a disk in memory; without a network, caches and colors. */
export function commandHost(disk: ProgramFiles, files: FileStore, report: (sentence: string) => void = () => undefined): CommandHost {
	const stampOf = async (uri: string) => {
		const reading = await disk.read(disk.pathOf(uri));
		return reading.kind === 'bytes'
			? { stamp: { modified: 0, size: reading.bytes.length }, text: new TextDecoder().decode(reading.bytes) }
			: undefined;
	};
	return {
		disk,
		files,
		noteSource: { stamp: async uri => (await stampOf(uri))?.stamp, read: stampOf },
		clock: { now: () => new Date('2026-11-29T12:00:00Z') },
		cacheOf: () => undefined,
		networkFor: () => askingFor(() => ({ status: 404 })).asking,
		report,
		progress: () => undefined,
		paint: (_, text) => text,
	};
}
