// the tensor library has one random generator for the whole process: a test beside another would draw from it in between
[assembly: CollectionBehavior(DisableTestParallelization = true)]
