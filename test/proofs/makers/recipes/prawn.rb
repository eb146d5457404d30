# Justified text in columns by Prawn, with kerning.
require 'json'
require 'prawn'
Prawn::Fonts::AFM.hide_m17n_warning = true if defined?(Prawn::Fonts::AFM)
paper = JSON.parse($stdin.read)
pdf = Prawn::Document.new(page_size: 'A4', margin: 60)
if paper['language']['code'] == 'en'
  pdf.font(paper['font'] == 'serif' ? 'Times-Roman' : 'Helvetica')
else
  pdf.font(paper['fontFile'])
end
pdf.font_size(paper['fontSize'])
pdf.column_box([0, pdf.cursor], columns: paper['columns'], width: pdf.bounds.width, spacer: 20) do
  paper['paragraphs'].each { |text| pdf.text(text, align: :justify, kerning: true) }
end
$stdout.binmode
print pdf.render
