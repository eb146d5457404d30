import type { Disposable } from 'vscode';
import { registerCommand } from '../../ui/commands';
import type { ExportDependencies } from './exporting';

/** `Export Papers`. */
export function registerExport(dependencies: ExportDependencies): Disposable {
	return registerCommand(dependencies.log, 'marginalia.exportPapers', async (...args) =>
		(await import('./exporting')).exportPapers(dependencies, args),
	);
}
