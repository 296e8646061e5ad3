"""What writers of pages share: fonts, texts made fit for paper, and WeasyPrint behind one door."""
