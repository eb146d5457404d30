# Justified lines by PDF::API2.
use strict;
use warnings;
use JSON::PP;
use PDF::API2;

my $paper = decode_json(do { local $/; <STDIN> });
my $pdf = PDF::API2->new();
my $font = $pdf->font($paper->{font} eq 'serif' ? 'Times-Roman' : 'Helvetica');
my ($size, $count) = ($paper->{fontSize}, $paper->{columns});
my $width = (475 - ($count - 1) * 20) / $count;
my ($column, $y, $page, $text) = (0, 0);

sub next_column {
	$column = ($column + 1) % $count if defined $page;
	$y = 770;
	if ($column == 0) {
		$page = $pdf->page();
		$page->size('A4');
		$text = $page->text();
		$text->font($font, $size);
		$text->leading($size * 1.25);
	}
}
next_column();
for my $paragraph (@{ $paper->{paragraphs} }) {
	my $rest = $paragraph;
	while (length $rest) {
		next_column() if $y < 60;
		$text->translate(60 + $column * ($width + 20), $y);
		my @words = split / /, $rest;
		my $line = shift @words;
		while (@words && $text->text_width("$line $words[0]") <= $width) { $line .= ' ' . shift @words; }
		$text->text($line);
		$rest = join ' ', @words;
		$y -= $size * 1.25;
	}
	$y -= $size / 2;
}
binmode STDOUT;
print $pdf->to_string();
