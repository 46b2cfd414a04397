"""The benchmark of applicability, on few facts."""

from kb.bench.applicability import bench_applicability


def test_the_benchmark_gives_the_time_of_the_index_and_of_every_pair() -> None:
    rows = bench_applicability(60, 40)
    assert [label for label, _, _ in rows] == [
        "applicability, all answers by the index",
        "applicability, every pair by the plain definition",
    ]
    assert all(seconds > 0 for _, seconds, _ in rows)
    assert "60 deployments, 40 provisions, 301 jurisdictions" in rows[0][2]
    assert "extrapolated from 2,400 of 2,400 pairs" in rows[1][2]


def test_its_facts_are_the_same_in_every_run() -> None:
    first, second = (bench_applicability(60, 40)[0][2].split(";")[0] for _ in range(2))
    assert first == second
