// What newer editors have beside the API that we are compiled against. Each part may be missing: older editors load the extension all the
// same.

declare module 'vscode' {
	/** https://code.visualstudio.com/api/extension-guides/ai/tools, since 1.95; servers of the Model Context Protocol since 1.101. */
	export const lm: LanguageModels | undefined;

	export interface LanguageModels {
		readonly registerTool?: (name: string, tool: LanguageModelTool) => Disposable;
		readonly tools?: readonly { readonly name: string }[];
		readonly invokeTool?: (
			name: string,
			options: { readonly input: object; readonly toolInvocationToken: undefined },
			token: CancellationToken,
		) => Promise<LanguageModelToolResult>;
		readonly registerMcpServerDefinitionProvider?: (id: string, provider: McpServerDefinitionProvider) => Disposable;
	}

	export interface LanguageModelTool {
		prepareInvocation(
			options: { readonly input: unknown },
			token: CancellationToken,
		): { readonly invocationMessage: string; readonly confirmationMessages?: { readonly title: string; readonly message: string } };
		invoke(options: { readonly input: unknown }, token: CancellationToken): Promise<LanguageModelToolResult>;
	}

	export class LanguageModelToolResult {
		constructor(content: readonly LanguageModelTextPart[]);
		readonly content: readonly unknown[];
	}

	export class LanguageModelTextPart {
		constructor(value: string);
		readonly value: string;
	}

	export interface McpServerDefinitionProvider {
		readonly onDidChangeMcpServerDefinitions?: Event<void>;
		provideMcpServerDefinitions(token: CancellationToken): readonly McpStdioServerDefinition[];
	}

	export class McpStdioServerDefinition {
		constructor(label: string, command: string, args: string[], env?: Record<string, string | number | null>, version?: string);
		readonly label: string;
		readonly command: string;
		readonly args: readonly string[];
	}
}
