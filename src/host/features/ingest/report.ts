import type { Problem } from '../../../core/ingest/format';
import type { VolumeProblem } from '../../../core/library/volumeText';

export interface FileReading {
	readonly name: string;
	/** The format's id, `undefined` where none was recognised. */
	readonly format: string | undefined;
	readonly label: string;
	readonly problems: readonly Problem[];
}

/** What an ingest did, in numbers and by file. */
export interface IngestSummary {
	readonly added: number;
	readonly merged: number;
	/** How many were in the library already, with all there was to know. */
	readonly unchanged: number;
	readonly problems: number;
	/** Citation keys of the added papers. */
	readonly keys: readonly string[];
	readonly files: readonly FileReading[];
	readonly refused: readonly VolumeProblem[];
}

/** `104 added, 0 merged, 0 problems`, and how many were there already. */
export function summaryText({ added, merged, unchanged, problems }: IngestSummary): string {
	const counts = `${added} added, ${merged} merged, ${problems} ${problems === 1 ? 'problem' : 'problems'}`;
	return unchanged === 0 ? counts : `${counts} (${unchanged} already in the library)`;
}

/** As {@link summaryText}, and what each file was taken for: `3 added, 0 merged, 0 problems. Read as BibTeX.` */
export function summarySentence(summary: IngestSummary): string {
	const labels = [...new Set(summary.files.filter(file => file.format !== undefined).map(file => file.label))];
	return labels.length === 0 ? summaryText(summary) : `${summaryText(summary)}. Read as ${labels.join(', ')}.`;
}

/** A markdown page that names each line that could not be placed. */
export function reportText(summary: IngestSummary): string {
	const files = summary.files.map(({ name, label, problems }) => {
		const lines = problems.map(({ line, message }) => `- Line ${line}: ${message}`);
		return [`## ${name} (${label})`, '', ...(lines.length > 0 ? lines : ['No problems.']), ''].join('\n');
	});
	const volumes = summary.refused.map(({ path, line, message }) => `- ${path}, line ${line}: ${message}`);
	const refused = volumes.length > 0 ? ['## Volumes that could not be written', '', ...volumes, ''] : [];
	return ['# Ingest report', '', `${summaryText(summary)}.`, '', ...files, ...refused].join('\n');
}
