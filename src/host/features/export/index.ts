import { Disposable } from 'vscode';
import { registerCommand } from '../../ui/commands';
import type { ExportDocumentDependencies } from './exportDocument';
import type { ExportDependencies } from './exporting';

/** `Export Papers` and `Export Document`. */
export function registerExport(dependencies: ExportDependencies & ExportDocumentDependencies): Disposable {
	return Disposable.from(
		registerCommand(dependencies.log, 'marginalia.exportPapers', async (...args) =>
			(await import('./exporting')).exportPapers(dependencies, args),
		),
		registerCommand(dependencies.log, 'marginalia.exportDocument', async (...args) =>
			(await import('./exportDocument')).exportDocument(dependencies, args),
		),
	);
}
