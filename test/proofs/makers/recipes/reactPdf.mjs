// Flowing text by React-pdf, hyphenated by itself.
import { pathToFileURL } from 'node:url';
import { packageOf, paper } from './paper.mjs';

const { createElement } = packageOf('react');
const { Document, Page, Text, renderToBuffer } = await import(pathToFileURL(packageOf.resolve('@react-pdf/renderer')).href);
const style = {
	fontFamily: paper.font === 'serif' ? 'Times-Roman' : 'Helvetica',
	fontSize: paper.fontSize,
	textAlign: 'justify',
	marginBottom: 6,
};
const text = paper.paragraphs.map((paragraph, key) => createElement(Text, { key, style }, paragraph));
process.stdout.write(
	await renderToBuffer(createElement(Document, null, createElement(Page, { size: 'A4', style: { padding: 60 } }, text))),
);
