import { Diagnostic, DiagnosticSeverity, Disposable, languages, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { localize } from '../../../core/data/localize';
import type { CitationProblem } from '../../../core/citing/citationProblems';
import { citationProblems } from '../../../core/citing/citationProblems';
import type { Papers } from '../../../core/library/papers';
import type { Log } from '../../../core/files/ports';
import { keysOfDocument } from '../../documents/documentReading';
import type { PapersOfDocuments } from '../../documents/papersOfDocuments';
import { rangeOf } from '../../documents/rangeOf';
import { onSettingChange, settings } from '../../settings/settings';
import { hasNearKey } from '../../../core/citing/keyProblems';
import { citingLanguages, familyOf } from '../../../core/citing/languages';
import { registerQuickFixes, source } from './quickFixes';

/** Behind the last key press, in milliseconds. */
const delay = 300;

export interface DiagnosticsDependencies {
	readonly papers: Papers;
	readonly papersOf: PapersOfDocuments;
	readonly log: Log;
}

/** Keys of open documents that no paper or more than one work has, and works that were retracted. */
export function registerDiagnostics(dependencies: DiagnosticsDependencies): Disposable {
	const { papers, log } = dependencies;
	const collection = languages.createDiagnosticCollection('marginalia');
	const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
	const forget = (document: TextDocument) => {
		clearTimeout(timers.get(document));
		timers.delete(document);
	};
	const show = async (document: TextDocument) => {
		const { version } = document;
		const found = await problemsOf(dependencies, document);
		if (document.version === version && !document.isClosed) {
			collection.set(document.uri, found);
		}
	};
	const check = (document: TextDocument) => {
		forget(document);
		if (citingLanguages.includes(document.languageId)) {
			timers.set(
				document,
				setTimeout(() => {
					timers.delete(document);
					show(document).catch((error: unknown) => log.error('Citations could not be checked', error));
				}, delay),
			);
		}
	};
	const checkAll = () => workspace.textDocuments.forEach(check);
	checkAll();
	return Disposable.from(
		collection,
		workspace.onDidOpenTextDocument(check),
		workspace.onDidChangeTextDocument(({ document }) => check(document)),
		workspace.onDidCloseTextDocument(document => {
			forget(document);
			collection.delete(document.uri);
		}),
		papers.onDidChange(checkAll),
		onSettingChange(['diagnostics'], checkAll),
		registerQuickFixes(papers),
		{ dispose: () => [...timers.keys()].forEach(forget) },
	);
}

const severities = { hint: DiagnosticSeverity.Hint, information: DiagnosticSeverity.Information, warning: DiagnosticSeverity.Warning };

/** None where there are no papers. */
async function problemsOf({ papers, papersOf }: DiagnosticsDependencies, document: TextDocument): Promise<Diagnostic[]> {
	const severity = settings.unknownKeySeverity(document.uri);
	if (severity === 'off' || (await isExcluded(document))) {
		return [];
	}
	const metadata = await metadataProblems(document, severities[severity]);
	if (papers.heads().length === 0) {
		return metadata;
	}
	const ignored = new Set(settings.ignoredKeys(document.uri));
	const problems = await citationProblems(
		keysOfDocument(document),
		await papersOf.of(document),
		key => ignored.has(key),
		key => hasNearKey(key, papers.heads()),
	);
	return [...metadata, ...problems.map(problem => diagnosticOf(document, problem, severities[severity]))];
}

/** Blocks of metadata that name a bibliography, a style or the like, and cannot be read: nothing in them counts. */
async function metadataProblems(document: TextDocument, severity: DiagnosticSeverity): Promise<Diagnostic[]> {
	const text = document.getText();
	if (familyOf(document.languageId) !== 'markdown' || !/^(?:bibliography|csl|citation-style|nocite|references|lang)[ \t]*:/m.test(text)) {
		return [];
	}
	const { documentMetadata } = await import('../../../core/citing/documentMetadata');
	return documentMetadata(text).mistakes.map(({ line, message }) => {
		const place = document.lineAt(Math.min(line, document.lineCount) - 1).range;
		const diagnostic = new Diagnostic(place, localize('{0}. Its fields are ignored until it is valid YAML.', message), severity);
		diagnostic.source = source;
		diagnostic.code = 'invalid-metadata';
		return diagnostic;
	});
}

async function isExcluded({ uri }: TextDocument): Promise<boolean> {
	const patterns = settings.excludedFromDiagnostics(uri);
	if (patterns.length === 0) {
		return false;
	}
	const { excluding } = await import('../../../core/files/globMatching');
	const folder = workspace.getWorkspaceFolder(uri);
	return excluding(patterns)(folder === undefined ? uri.path : workspace.asRelativePath(uri, false));
}

function diagnosticOf(document: TextDocument, problem: CitationProblem, severity: DiagnosticSeverity): Diagnostic {
	const diagnostic = new Diagnostic(rangeOf(document, problem), problem.message, severity);
	diagnostic.source = source;
	diagnostic.code = problem.kind;
	return diagnostic;
}
