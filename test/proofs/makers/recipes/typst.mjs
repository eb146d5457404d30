// Justified, hyphenated columns by Typst.
import { dirname } from 'node:path';
import { packageOf, paper } from './paper.mjs';

const { NodeCompiler } = packageOf('@myriaddreamin/typst-ts-node-compiler');
const { columns, fontSize, language, paragraphs, fontFile } = paper;
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [dirname(fontFile)] }] });
const source = [
	`#set page(paper: "a4", columns: ${columns})`,
	`#set par(justify: true)`,
	`#set text(size: ${fontSize}pt, lang: "${language.code}"${language.code === 'en' ? '' : `, font: "${language.family}"`})`,
	...paragraphs,
].join('\n\n');
process.stdout.write(compiler.pdf({ mainFileContent: source }));
