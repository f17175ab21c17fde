# Each target is also `python3 run.py TARGET` for machines without make.
.PHONY: demo test serve check bench
demo test serve check bench:
	@python3 run.py $@
