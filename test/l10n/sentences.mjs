// The sentences that users read: which the source gives to `localize`, and which it does not, as far as a reader of syntax can tell.
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../launcher/paths.mjs';

/**
 * Where words for users are written. The core has its own words, of formats and documents, so of it only whole sentences count. The command
 * line, and what it and language models are told, are in English only.
 */
const places = ['src/host', 'src/extension.ts', 'src/webview', 'src/core'];
const inEnglishOnly = /^src\/core\/(?:tools\/|data\/localize\.ts)/;

/** Literals that look like words for users and are none, or are names that no language changes. */
const notWords =
	/^(?:Marginalia|Hugging Face|Daily Papers|arXiv|Quotes|Thoughts|Annotations|Lovelace|Ada|Bearer _|Custom|Marginalia\/_.*|Marginalia \(command line\)|Markdown|arXiv ID|\(?Song et al\..*|it was called off|Arrow|p, h1.*|_ et al\.)$/;

/** Calls whose arguments nobody but a developer reads. */
const notForUsers = /(?:\blog|failures|\.log)\??\.(?:error|warn|info)$/;

/**
 * @typedef {object} Finding
 * @property {string} place file and line
 * @property {string} text
 */

/**
 * @typedef {object} Sentences
 * @property {readonly string[]} sentences
 * @property {readonly Finding[]} outside words for users that bypass `localize`
 * @property {readonly Finding[]} tooEarly calls that run while a module is loaded
 * @property {readonly Finding[]} unreadable calls whose sentence is no literal
 */

/**
 * All sentences that are given to `localize` and `localizeCount`, in order, and all that seem to be missed.
 * @returns {Promise<Sentences>}
 */
export async function readSentences() {
	/** @type {Set<string>} */
	const sentences = new Set();
	/** @type {Finding[]} */
	const outside = [];
	/** @type {Finding[]} */
	const tooEarly = [];
	/** @type {Finding[]} */
	const unreadable = [];
	for (const path of (await Promise.all(places.map(sourcesIn))).flat().filter(name => !inEnglishOnly.test(name))) {
		const file = ts.createSourceFile(path, await readFile(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true);
		const looksMissed = path.startsWith('src/core/') ? looksLikeSentence : looksLikeWords;
		/** @param {ts.Node} node @returns {Finding} */
		const finding = node => ({ place: `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text: node.getText() });
		/** @param {ts.Node} node @returns {void} */
		const visit = node => {
			if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) {
				return;
			}
			const localized = localizedBy(node);
			if (localized !== undefined) {
				for (const argument of localized) {
					if (ts.isStringLiteralLike(argument)) {
						sentences.add(argument.text);
					} else {
						unreadable.push(finding(argument));
					}
				}
				// A view's sentences are there before its other modules are loaded.
				if (isAtLoading(node) && !path.startsWith('src/webview/')) {
					tooEarly.push(finding(node));
				}
			} else if (looksMissed(node) && !isExcused(node)) {
				outside.push(finding(node));
			}
			ts.forEachChild(node, visit);
		};
		visit(file);
	}
	return { sentences: [...sentences].sort(), outside, tooEarly, unreadable };
}

/**
 * The arguments that are sentences, where a node is a call of `localize` or `localizeCount`.
 * @param {ts.Node} node
 */
function localizedBy(node) {
	if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) {
		return undefined;
	}
	switch (node.expression.text) {
		case 'localize':
			return node.arguments.slice(0, 1);
		case 'localizeCount':
			return node.arguments.slice(1, 3);
		default:
			return undefined;
	}
}

/**
 * Whether a literal looks like words for users: two words, or one in upper case.
 * @param {ts.Node} node
 */
function looksLikeWords(node) {
	const text = textOf(node);
	if (
		text === undefined ||
		notWords.test(text) ||
		/^[a-z]+:|https?:|^\*\*|^\/|^\s*<|^[a-z]+-src |^[a-z]+(?:-[a-z]+)? [a-z-]+$|\bmodule\.exports\b|\brequire\(/.test(text)
	) {
		return false;
	}
	return /[A-Za-z’']{2,}[ ,]+[A-Za-z“]{2,}/.test(text.replace(/\$\([\w~-]+\)/g, '')) || /^(?:\$\([\w~-]+\) )?[A-Z][a-z]+[….]?$/.test(text);
}

/**
 * Whether a literal looks like a sentence: a beginning, two words, an end.
 * @param {ts.Node} node
 */
function looksLikeSentence(node) {
	const text = textOf(node);
	return text !== undefined && !notWords.test(text) && /^[A-Z“_].*[a-z]{2}.* .*[^.\s][.?…]$/.test(text);
}

/**
 * The text of a literal, with `_` where values go.
 * @param {ts.Node} node
 */
function textOf(node) {
	if (ts.isStringLiteralLike(node)) {
		return node.text;
	}
	return ts.isTemplateExpression(node) ? node.head.text + node.templateSpans.map(({ literal }) => `_${literal.text}`).join('') : undefined;
}

/**
 * Whether a literal is no text for users after all: of a log, of an error, compared with, or a name of the code's own.
 * @param {ts.Node} literal
 */
function isExcused(literal) {
	for (let [node, child] = [literal.parent, literal]; node && !ts.isBlock(node); child = node, node = node.parent) {
		if (ts.isCallExpression(node) && child !== node.expression) {
			const called = node.expression.getText();
			if (
				notForUsers.test(called) ||
				localizedBy(node) !== undefined ||
				/(?:executeCommand|registerCommand|findFiles|\.test|querySelector(?:All)?(?:<\w+>)?|matches|closest)$/.test(called)
			) {
				return true;
			}
		}
		if (
			(ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) ||
			(ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText())) ||
			(ts.isCaseClause(node) && node.expression === child) ||
			(ts.isPropertyAssignment(node) && node.name === child && child !== literal) ||
			(ts.isPropertyAssignment(node) && /^(?:id|icon|kind|contextValue|class|role)$/.test(node.name.getText())) ||
			(ts.isBinaryExpression(node) && /\.(?:id|contextValue)$/.test(node.left.getText())) ||
			(ts.isElementAccessExpression(node) && node.argumentExpression === child)
		) {
			return true;
		}
	}
	return false;
}

/**
 * Whether an expression runs while its module is loaded, before anybody can translate.
 * @param {ts.Node} expression
 */
function isAtLoading(expression) {
	for (let node = expression.parent; node; node = node.parent) {
		if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)) {
			return false;
		}
	}
	return true;
}

/**
 * The source files of a folder, or the file itself, by their paths from the root.
 * @param {string} place
 * @returns {Promise<readonly string[]>}
 */
async function sourcesIn(place) {
	if (place.endsWith('.ts')) {
		return [place];
	}
	const entries = await readdir(join(root, place), { recursive: true, withFileTypes: true });
	return entries
		.filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
		.map(entry => relative(root, join(entry.parentPath, entry.name)))
		.sort();
}
