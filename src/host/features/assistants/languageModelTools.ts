import { Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from 'vscode';
import type { LanguageModelTool } from 'vscode';
import { localize } from '../../../core/data/localize';
import { readInput } from '../../../core/tools/toolInput';
import { strangersTextNotice, tools } from '../../../core/tools/tools';
import type { Tool } from '../../../core/tools/tools';
import { mayWrite } from '../../settings/trust';
import { EditorWorkplace } from './editorWorkplace';
import type { EditorWorkplaceParts } from './editorWorkplace';

/** The named functions as tools of the editor's language models. package.json declares them, and a test compares it with the table. */
export function registerTools(parts: EditorWorkplaceParts): Disposable {
	return Disposable.from(...tools.flatMap(tool => lm?.registerTool?.(`marginalia_${tool.name}`, asEditorTool(tool, parts)) ?? []));
}

/** A named function as the editor calls it. */
export function asEditorTool(tool: Tool, parts: EditorWorkplaceParts): LanguageModelTool {
	return {
		prepareInvocation: ({ input }) => {
			const read = readInput(tool.input, input);
			const intention = read.kind === 'input' ? tool.intention(read.input) : tool.title;
			return {
				invocationMessage: intention,
				...(tool.writes
					? {
							confirmationMessages: {
								title: localize('Marginalia: {0}', tool.title),
								message: localize('{0}\n\nTo undo this, run “Marginalia: Undo Library Change”.', intention),
							},
						}
					: {}),
			};
		},
		invoke: async ({ input }, token) => {
			const read = readInput(tool.input, input);
			if (read.kind === 'mistake') {
				return said(read.message);
			}
			if (tool.writes && !mayWrite()) {
				return said(localize('Nothing was written: this workspace isn’t trusted.'));
			}
			const place = new EditorWorkplace(parts);
			try {
				const answer = await tool.run(place, read.input, token);
				return said(answer.kind === 'problem' ? answer.message : JSON.stringify({ ...answer.answer, notice: strangersTextNotice }));
			} finally {
				place.record(tool.title);
			}
		},
	};
}

function said(text: string): LanguageModelToolResult {
	return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}
