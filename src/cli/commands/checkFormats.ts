import type { CheckProblem } from '../../core/tools/checkFolder';
import { checkKinds } from '../../core/tools/checkFolder';
import type { JsonObject } from '../../core/data/json';
import { terminalText } from '../../core/text/printable';
import { addressPart } from '../../core/text/addressPart';

/**
 * Problems as workflow commands, which GitHub Actions shows beside the lines.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function githubCommands(problems: readonly CheckProblem[]): string {
	return problems
		.map(({ severity, file, line, column, message, kind }) => {
			const place = [
				`file=${property(file)}`,
				`line=${line}`,
				...(column === undefined ? [] : [`col=${column}`]),
				`title=${property(checkKinds[kind])}`,
			];
			return `::${severity} ${place.join(',')}::${data(message)}\n`;
		})
		.join('');
}

function data(text: string): string {
	return terminalText(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
	return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Problems as a SARIF log. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif(problems: readonly CheckProblem[]): JsonObject {
	const rules = Object.entries(checkKinds).map(([id, about]) => ({ id, shortDescription: { text: about } }));
	return {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: { driver: { name: 'Marginalia', rules } },
				columnKind: 'utf16CodeUnits',
				results: problems.map(({ kind, severity, file, line, column, message }) => ({
					ruleId: kind,
					ruleIndex: rules.findIndex(({ id }) => id === kind),
					level: severity,
					message: { text: message },
					locations: [
						{
							physicalLocation: {
								artifactLocation: { uri: uriOf(file) },
								region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
							},
						},
					],
				})),
			},
		],
	};
}

/** A relative path as a relative URI; an absolute one with its scheme. */
function uriOf(file: string): string {
	const path = file.replaceAll('\\', '/').split('/').map(addressPart).join('/');
	return path.startsWith('/') ? `file://${path}` : path;
}
